ip netns exec; echo $?
ip netns exec nope; echo $?
ip netns exec nope true; echo $?
ip netns add test0
ip netns exec test0; echo $?
ip -n nope link; echo $?
ip -n nope netns; echo $?
ip -n; echo $?
