# by standard input
ip netns add test0
ip netns exec test0 bash; echo "after $?"
ip link set lo up
ip link add v0 type veth peer name v1
ip -br link
