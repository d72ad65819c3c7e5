sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add test0
ip netns exec test0 sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02 netns test0
ip addr add 10.0.0.1/24 dev veth0
ip -n test0 addr add 10.0.0.2/24 dev veth1
ip link set veth0 up
ip -n test0 link set veth1 up
ping -c 1 -W 1 10.0.0.2 > /dev/null; echo $?
ip -4 neigh | sort
ip neigh show 10.0.0.2 nud reachable | sort
ip -n test0 neigh show 10.0.0.1 | sed 's/DELAY\|REACHABLE\|STALE/STATE/'
ip neigh flush dev veth0
ip -4 neigh | sort
