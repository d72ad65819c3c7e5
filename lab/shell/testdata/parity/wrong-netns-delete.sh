ip netns del; echo $?
ip netns del nope; echo $?
ip netns add test0
ip netns delete test0 nope; echo $?
ip netns delete test0; echo $?
