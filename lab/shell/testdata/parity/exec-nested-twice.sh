# by standard input
ip netns add a
ip netns add b
ip netns exec a bash
ip link set lo up
ip netns exec b /bin/bash
ip -br link show lo
exit
ip -br link show lo
exit
ip netns list
