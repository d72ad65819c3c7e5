ip netns add test0
ip netns exec test0 ip link set nope up; echo $?
ip netns exec test0 ip link add lo type veth; echo $?
ip netns exec test0 ip netns exec nope true; echo $?
ip netns exec test0 ip netns add test0; echo $?
ip netns exec test0 ip link set lo netns nope; echo $?
ip netns exec test0 ip netns del nope; echo $?
ip netns exec test0 nosuchprogram; echo $?
ip netns list
