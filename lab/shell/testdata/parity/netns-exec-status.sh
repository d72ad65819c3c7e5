ip netns add t1
ip netns exec t1 false
echo $?
ip netns exec t1 sh -c 'exit 9'
echo $?
ip netns exec t1 ip link show none
echo $?
ip netns exec t1 ip netns exec t1 ip -br link
ip netns exec t1 ip -j netns
ip -all netns exec ip -br link
ip netns exec t1 ip -c -br link
