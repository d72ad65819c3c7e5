ip netns
ip netns list
ip netns add test0
ip netns add test1; echo $?
ip netns list
ip netns show
ip netns show test0
ip net
ip netns ls; echo $?
ip netns lst
