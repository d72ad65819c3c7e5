sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add left
ip netns exec left sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add right
ip netns exec right sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add l0 netns left type veth peer name r0 netns right
ip -n left addr add 10.0.0.1/24 dev l0
ip -n right addr add 10.0.0.2/24 dev r0
ip -n left link set l0 up
ip -n right link set r0 up
ip -n left link set lo up
ip -n left route add default via 10.0.0.2
ip -n right route add 10.9.0.0/16 via 10.0.0.1 dev r0
ip -n left route
ip -n right route
ip netns exec right ip route show
ip -n left route get 8.8.8.8
ip -n left route get 10.0.0.1
ip -n left -4 route show table all
