ip netns add test0
ip netns identify; echo $?
ip netns identify self; echo $?
ip netns exec test0 ip netns identify; echo $?
ip -n test0 netns identify
ip netns exec test0 sh -c 'ip netns identify $$'
ip netns id $$
