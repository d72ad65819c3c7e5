ip netns add test0
ip link add v0 type veth peer name v1 netns test0
ip link show v0
ip netns del test0; echo $?
ip netns list
until ! ip link show v0 2>/dev/null >/dev/null; do :; done
ip link
