ip netns add n1
ip netns add n2
ip -n n1 link add br0 type bridge
ip -n n1 link add p0 address 02:00:00:00:00:01 type veth peer name p1
ip -n n1 link set p0 master br0
bridge -n n1 link
bridge -n n2 link
bridge -netns n1 link set dev p0 cost 3
bridge -n n1 link show dev p0
ip netns exec n1 bridge link
ip netns exec n1 bridge fdb show dev p0
bridge -n n1 fdb add 02:00:00:00:00:09 dev p0 master static
bridge -n n1 fdb show br br0
# The index of p1 means nothing in the namespace that it comes from: iproute2 finds no name for it.
ip -n n1 link add far index 70 address 02:00:00:00:00:02 type veth peer name near index 80 netns n2
ip -n n1 link set far master br0
bridge -n n1 link show dev far
ip -n n1 -d link show far
