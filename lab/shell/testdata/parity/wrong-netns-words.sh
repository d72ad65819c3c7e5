ip netns bogus; echo $?
ip netns help; echo $?
ip netns x test0; echo $?
ip nets; echo $?
ip netns identify foo; echo $?
ip netns identify 99999; echo $?
ip netns identify 1 2; echo $?
ip netns pids; echo $?
ip netns pids nope; echo $?
ip netns pids a b; echo $?
