ip -j netns
ip netns add a
ip netns add b
ip link add v0 type veth peer name v1 netns a
ip -j netns list
ip -j -p netns
ip -n a -j link show v1
ip -n a -j -p addr show v1
ip netns exec b ip -j link
ip -j -n b addr
