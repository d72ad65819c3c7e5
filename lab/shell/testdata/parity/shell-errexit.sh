set -e
ip netns add a
ip link show nosuch || echo kept
ip netns add b
ip netns add a
echo not reached
