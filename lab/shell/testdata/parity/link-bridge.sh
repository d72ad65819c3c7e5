ip link add br0 type bridge
ip link add name br1 mtu 1400 address 52:54:00:00:00:10 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link show
ip link set br0 up
ip link set v0 up
ip link set v1 up
# Asked for alone, a link is settled by the kernel at once.
ip link show v1
ip link show v0
ip link show br0
ip link show master br0
ip link show type bridge
ip link show type veth
ip link set v0 nomaster
ip link show v0
ip link del br0
ip link show type bridge
