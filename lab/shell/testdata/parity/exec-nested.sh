# by standard input
ip netns add test0
secret=1; export shown=2
ip netns exec test0 bash
echo "[$secret] [$shown]"
ip link show
ip link set lo up
inner=3
exit 4
echo $? "[$inner]"
ip -n test0 -br link
