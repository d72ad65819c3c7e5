ip netns add n0
ip netns add n1
ip link add a0 netns n0 type veth peer name a1 netns n1
ip link add b0 type veth peer name b1 netns n1
ip link add c0 netns n0 type veth peer name c1
ip link
ip -n n0 link
ip -n n1 link
ip netns
