sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link add br0 type bridge
ip link set veth1 master br0
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip link set br0 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth1
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:0a dev br0
ip neigh show master br0 | sort
ip neigh show nomaster | sort
ip neigh show unused | sort
ip neigh show dev br0 | sort
