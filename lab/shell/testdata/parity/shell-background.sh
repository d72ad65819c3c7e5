ip netns add a &
wait
ip netns list
(ip netns add b; ip netns add c) &
wait $!
echo $?
ip netns list | sort
