sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:0a dev veth0
ip neigh replace 10.0.0.3 lladdr 02:00:00:00:00:0b dev veth0 nud stale
ip neigh change 10.0.0.3 lladdr 02:00:00:00:00:0c dev veth0 nud stale
ip neigh chg to 10.0.0.2 lladdr 02:00:00:00:00:0d dev veth0
ip neigh | sort
ip neigh get 10.0.0.2 dev veth0
ip neigh get 10.0.0.99 dev veth0; echo $?
ip neigh del 10.0.0.2 dev veth0
ip neigh d 10.0.0.3 dev veth0
ip neigh | sort
ip neigh add proxy 10.0.0.7 dev veth0
ip neigh add proxy 10.0.0.8 dev veth1
ip neigh show proxy | sort
ip -6 neigh add proxy 2001:db8::9 dev veth0
ip neigh show proxy dev veth0 | sort
ip neigh get proxy 10.0.0.7 dev veth0
ip neigh del proxy 10.0.0.7 dev veth0
ip neigh show proxy | sort
