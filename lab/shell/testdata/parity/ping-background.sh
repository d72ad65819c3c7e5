ping -i 0.1 127.0.0.1 > out &
sleep 0.35
kill -INT $!
wait $!; echo $?
tail -n 3 out | head -n 1
ip netns add t
ip netns exec t sleep 100 &
kill $!
wait $!; echo $?
