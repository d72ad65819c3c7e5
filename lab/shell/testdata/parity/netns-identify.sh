ip netns add test0
ip netns identify; echo $?
ip netns identify self; echo $?
ip netns exec test0 ip netns identify; echo $?
ip -n test0 netns identify
ip netns id $$
ip netns exec test0 sleep 1 &
until pid=$(ip netns pids test0) && test -n "$pid"; do :; done
ip netns identify $pid; echo $?
wait
