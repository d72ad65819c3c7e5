ip netns add near
ip netns add far
ip link add v0 type veth peer name v1
ip link set v1 netns near
ip netns list
ip link show v0
ip netns set far 7
ip netns list
ip -n near netns list
ip netns set near 3; echo $?
ip netns set far auto; echo $?
