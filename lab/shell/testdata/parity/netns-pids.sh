ip netns add test0
ip netns add test1
ip netns pids test0; echo $?
ip netns exec test0 sleep 30 &
until test -n "$(ip netns pids test0)"; do :; done
ip netns pids test0 | wc -l
ip netns pids test1 | wc -l
ip netns p test1
kill $(ip netns pids test0)
wait
ip netns pids test0
