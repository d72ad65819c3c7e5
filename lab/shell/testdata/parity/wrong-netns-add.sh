ip netns add; echo $?
ip netns add test0
ip netns add test0; echo $?
ip netns add ''; echo $?
ip netns add a/b; echo $?
ip netns add .; echo $?
ip netns add ..; echo $?
ip netns list
