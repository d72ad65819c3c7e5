ip netns add a1
ip netns add b1
ip netns add c1
ip -all netns del; echo $?
ip netns
ip -a netns delete; echo $?
