sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add test0
ip netns exec test0 sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 type veth peer name veth1
ip link set veth1 netns test0
ip netns exec test0 ip addr add 192.168.5.3/24 dev veth1
ip -n test0 addr add 192.168.6.3/24 dev veth1
ip addr add 192.168.5.2/24 dev veth0
ip netns exec test0 ip link set dev veth1 up
ip netns exec test0 ip addr show
ip -n test0 -4 addr
ip addr show veth0
ip -4 addr show veth0
ip -br addr
ip -n test0 -br addr
ip -n test0 route
