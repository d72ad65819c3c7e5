ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0
ip link set veth0 up
ip route add 10.5.0.0/16 via 10.0.0.5
ip route
ip route show table local
ip link set veth1 up
ip route
ip link set veth1 down
ip route
ip link set veth0 down
ip route
