# by standard input
ip netns add test0
ip netns exec test0 bash; echo "after $?"
ip link set lo up
ip netns add made-inside
ip -br link
