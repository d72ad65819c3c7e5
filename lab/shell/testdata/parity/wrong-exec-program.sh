ip netns add test0
ip netns exec test0 nosuch; echo $?
ip netns exec test0 cd /; echo $?
ip netns exec test0 /tmp; echo $?
ip netns exec test0 ./nosuch; echo $?
ip netns exec test0; echo $?
ip netns exec; echo $?
ip netns exec none true; echo $?
ip netns exec none bash; echo $?
ip netns exec test0 false; echo $?
ip netns exec test0 bash -c 'exit 42'; echo $?
