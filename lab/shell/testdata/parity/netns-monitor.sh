ip netns monitor >/dev/null 2>&1 &
pid=$!
sleep 0.3
ip netns add red
ip netns delete red
kill $pid
wait $pid
echo $?
timeout 0.3 ip netns monitor junk; echo $?
ls -d /run/netns
