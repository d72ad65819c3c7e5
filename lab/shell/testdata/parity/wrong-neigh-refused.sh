sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev bogus; echo $?
ip neigh add 10.0.0.2 dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0; echo $?
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00 dev veth0; echo $?
ip neigh change 10.0.0.9 lladdr 02:00:00:00:00:09 dev veth0; echo $?
ip neigh del 10.0.0.9 dev veth0; echo $?
ip neigh del 10.0.0.2 dev veth1; echo $?
ip neigh del 10.0.0.2 dev bogus; echo $?
ip neigh get 10.0.0.9 dev veth0; echo $?
ip neigh get 10.0.0.9 dev bogus; echo $?
ip neigh show dev bogus; echo $?
ip neigh show master bogus; echo $?
ip neigh flush; echo $?
ip neigh flush dev bogus; echo $?
ip neigh flush bogus; echo $?
ip neigh del proxy 10.0.0.9 dev veth0; echo $?
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:09 nud none dev veth0; echo $?
ip -4 neigh show | sort; echo $?
