ip netns add test0
ip -n test0 link
ip -netns test0 link set lo up
ip -n test0 -br link
ip -br -n test0 link show lo
ip -o -n test0 l
ip -4 -n test0 link show up
