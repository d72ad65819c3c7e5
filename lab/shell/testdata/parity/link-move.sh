ip netns add n0
ip link add v0 index 20 type veth peer name v1 index 21
ip link set v0 netns n0
ip link
ip -n n0 link
ip -n n0 link set v0 netns 1
ip link
ip link set v0 name v9 netns n0
ip -n n0 link show v9
ip link set dev v1 netns /run/netns/n0
ip -n n0 link
