ip netns add test0
ip netns exec test0 echo hello world
ip netns exec test0 env | grep -c ^PATH=
ip netns exec test0 pwd
ip netns exec test0 ip netns exec test0 ip netns identify
ip netns exec test0 /bin/ip link set lo up
ip netns exec test0 cat < /dev/null
echo piped | ip netns exec test0 cat
ip -n test0 -br link
ip netns exec test0 sysctl -w net.ipv4.ip_forward=1
ip netns exec test0 cat /proc/sys/net/ipv4/ip_forward
cat /proc/sys/net/ipv4/ip_forward
