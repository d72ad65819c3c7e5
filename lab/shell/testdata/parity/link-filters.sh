ip link add br0 up type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0 up
ip link set v1 group 4
# Asked for alone, a link is settled by the kernel at once.
ip link show v0
ip link show br0
ip link show up
ip link show group 4
ip link show group default
ip link show nomaster
ip link show type bridge_slave
ip link show master br0 up
ip link show dev v0 up
ip link show dev v1 up; echo $?
ip link show type veth group 4
ip link show type nothing; echo $?
ip -br link show up
