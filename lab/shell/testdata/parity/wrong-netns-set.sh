ip netns add test0
ip netns set; echo $?
ip netns set test0; echo $?
ip netns set test0 x; echo $?
ip netns set test0 -1; echo $?
ip netns set nope 1; echo $?
ip netns set test0 1; echo $?
ip netns set test0 1; echo $?
ip netns attach; echo $?
ip netns attach x; echo $?
ip netns attach x y; echo $?
ip netns attach x 0; echo $?
ip netns attach test0 1; echo $?
