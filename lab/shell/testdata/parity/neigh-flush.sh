sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:0a dev veth0 nud stale
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:0b dev veth1 nud stale
ip neigh add 2001:db8::2 lladdr 02:00:00:00:00:0d dev veth0 nud stale
ip neigh flush dev veth1; echo $?
ip neigh | sort
ip neigh flush 10.0.0.3; echo $?
ip neigh | sort
ip neigh flush all; echo $?
ip neigh | sort
ip neigh flush nud permanent; echo $?
ip neigh | sort
ip -s neigh flush dev veth0; echo $?
ip neigh flush dev veth0; echo $?
