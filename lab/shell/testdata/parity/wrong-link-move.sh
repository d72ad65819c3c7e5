ip netns add n0
ip -n n0 link add v0 type veth peer name p0
ip link add v0 type veth peer name p1
ip link set v0 netns n0; echo $?
ip link set v0 name v5 netns n0; echo $?
ip link set p1 netns nope; echo $?
ip link set p1 netns n0 netns n0; echo $?
ip -n n0 link set p0 netns host; echo $?
ip link add x0 type veth peer name v0 netns n0; echo $?
ip link add br0 type bridge
ip link set br0 netns n0; echo $?
ip link
ip -n n0 link
