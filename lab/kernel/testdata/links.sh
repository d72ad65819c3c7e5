ip link show
ip link add veth0 address 52:54:00:00:00:01 type veth peer name veth1 address 52:54:00:00:00:02
ip link
ip netns add test0
ip link set veth1 netns test0
ip link show
ip -n test0 link show
ip -n test0 link set dev veth1 up
ip -n test0 -br link show
ip link set veth0 up alias cable mtu 1400
ip -o link show veth0
ip link add br0 address 52:54:00:00:00:03 type bridge
ip link set veth0 master br0
ip link show master br0
ip link show type bridge_slave
ip link set veth0 nomaster name eth0 down
ip link show eth0
ip link add br0 type bridge
ip link set nope up
ip link show nope
ip link set eth0 master nope
ip link set eth0 netns nope
ip link set eth0 mtu 10
ip link set br0 address 1:2
ip link del br0 type veth
ip link del lo
ip link del eth0
ip link
