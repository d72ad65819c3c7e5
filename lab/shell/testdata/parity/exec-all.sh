ip -all netns exec true
ip netns add a
ip -all netns exec ip link set lo up
ip -all netns exec ip -br link
ip -all netns exec echo hello
