ip netns add test0
ip netns show test0
ip netns exec test0 ip link show
ip link add veth0 type veth peer name veth1
ip link show
ip link set veth1 netns test0
ip link show
ip netns exec test0 ip link show
ip netns exec test0 ip link set dev veth1 up
ip netns exec test0 ip link show
ip link set veth0 up
ip link show veth0
ip -n test0 link show veth1
