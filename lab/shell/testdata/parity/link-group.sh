ip link add a0 group 5 type veth peer name a1
ip link add b0 group 5 type veth peer name b1
ip link set group 5 up; echo $?
# Asked for alone, a link is settled by the kernel at once.
ip link show a0
ip link show b0
ip link show group 5
ip link set group 5 mtu 1400
ip link
ip link del group 5; echo $?
ip link
