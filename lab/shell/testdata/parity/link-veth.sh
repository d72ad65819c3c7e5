ip link
ip link add veth0 type veth peer name veth1; echo $?
ip link show
ip -o link show
ip -br link show
ip link show veth0
ip link show dev veth1
ip link set veth0 up
# Asked for alone, a link is settled by the kernel at once.
ip link show veth0
ip link show
ip link set dev veth1 up
ip link show veth1
ip link show veth0
ip link
ip link set veth0 down
ip link ls
ip link del veth0
ip link list
