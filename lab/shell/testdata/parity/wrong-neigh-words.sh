sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip neigh bogus; echo $?
ip neigh add; echo $?
ip neigh add 10.0.0.2; echo $?
ip neigh add dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr; echo $?
ip neigh add 10.0.0.2 10.0.0.3 dev veth0; echo $?
ip neigh add bogus dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr bogus dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:zz dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:100 dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 nud bogus dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 lladdr 02:00:00:00:00:0a dev veth0; echo $?
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0 proto bogus; echo $?
ip neigh help; echo $?
ip neigh show bogus; echo $?
ip neigh show nud bogus; echo $?
ip neigh show dev; echo $?
ip neigh show dev veth0 dev veth1; echo $?
ip neigh get 10.0.0.2; echo $?
ip neigh get dev veth0; echo $?
ip -6 neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0; echo $?
