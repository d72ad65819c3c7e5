ip netns add test0
ip netns add test1
ip netns pids test0; echo $?
ip netns exec test0 sleep 1 &
until test -n "$(ip netns pids test0)"; do :; done
ip netns pids test1; echo $?
ip netns p test1 | wc -l
wait
ip netns pids test0; echo $?
