ip netns add test0
ip netns exec test0 sleep 1 &
until pid=$(ip netns pids test0) && test -n "$pid"; do :; done
ip netns attach other $pid; echo $?
ip netns list
ip -n other link set lo up
ip -n test0 link show lo
wait
ip netns del test0
ip -n other link show lo
ip netns list
