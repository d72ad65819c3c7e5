ip link add v0 up type veth peer name v1
# Asked for alone, a link is settled by the kernel at once.
ip link show v0
ip link show
ip link add v2 type veth peer name v3 up; echo $?
ip link show type veth
ip link add br0 up promisc on type bridge
ip link show br0
