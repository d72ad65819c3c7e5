cleanup() { kill $(jobs -p) 2>/dev/null; wait; ip -all netns del; echo "cleaned ($?)"; }
trap cleanup EXIT INT TERM
ip netns add a; ip netns exec a ip link set lo up
ip netns exec a nc -lk 127.0.0.1 9001 >/dev/null &
ip netns exec a ping -i 0.2 127.0.0.1 >/dev/null &
sleep 0.5
jobs | wc -l
echo working
