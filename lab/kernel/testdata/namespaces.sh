ip netns
ip netns add test0
ip netns add test0
ip netns
ip netns set test0 7
ip netns set test0 8
ip netns list
ip -n test0 netns identify
ip netns identify
ip netns identify 999999999
ip netns pids test0
ip netns pids nope
ip netns attach self 1
ip -n nope link
ip -n nope link bogus
ip -n test0 link bogus
ip netns del nope
ip netns del test0
ip netns del self
ip netns
