ip netns add n0
ip netns add n1
ip -n n0 link add e0 type veth peer name e0 netns n1
ip -n n0 link
ip -n n1 link
ip -n n0 link set e0 up
# Asked for alone, a link is settled by the kernel at once.
ip -n n0 link show e0
ip -n n0 -br link
ip -n n1 -o link show e0
