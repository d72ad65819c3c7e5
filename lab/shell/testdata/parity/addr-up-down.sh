ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.0.2/24 dev veth1
ip link set veth0 up
ip addr show veth0
ip addr show veth1
ip link set veth1 up
ip -4 addr
ip route
ip link set veth0 down
ip -4 addr
ip route
ip link del veth1
ip addr
