ip link add dev up type veth peer name down
ip link set dev up up
# Asked for alone, a link is settled by the kernel at once.
ip link show dev up
ip link add name mtu type bridge
ip link set dev up master mtu
ip link
ip link del dev mtu
ip link add 'a"b' type veth peer name "c'd"
ip link show dev 'a"b'
ip link add äö type bridge
ip link show äö
