# by standard input
ip netns add test0
ip netns show test0
ip netns exec test0 ip addr show
ip link add veth0 type veth peer name veth1
ip link show
ip link set veth1 netns test0
ip link show
ip netns exec test0 /bin/bash
ip link show
ip addr add 192.168.5.3/24 dev veth1
ip link set dev veth1 up
sleep 1.2
ip addr show
exit
ip addr add 192.168.5.2/24 dev veth0
ip link set veth0 up
sleep 2.5
ip addr show
ping -c 2 -i 0.2 192.168.5.3
ip netns exec test0 ping -c 1 192.168.5.2
ip neigh show
