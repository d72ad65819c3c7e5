ip netns add test0
ip netns exec test0 ip link show
ip netns exec test0 ip link set lo up; echo $?
ip netns exec test0 ip addr show
ip netns exec test0 true; echo $?
ip netns exec test0 false; echo $?
ip netns exec test0 sh -c 'echo "in: $1"; exit 7' x word; echo $?
ip net e test0 ip l
