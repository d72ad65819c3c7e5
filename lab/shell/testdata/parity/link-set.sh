ip link add v0 type veth peer name v1
ip link set v0 mtu 1400
ip link set v0 address 52:54:00:00:00:77
ip link set v0 addr 2:3:4:5:6:7
ip link set v0 alias 'the left one'
ip link set v0 txqueuelen 50
ip link set v0 promisc on
ip link set v0 multicast off
ip link set v0 allmulticast on
ip link set v0 arp off
ip link set v0 group 7
ip link show v0
ip link set v0 promisc off arp on multicast on allmulticast off alias '' group default qlen 0
ip link show v0
ip link set v0 name left
ip link set left name left up
ip link show left
ip link change left down mtu 1500 txqlen 9
ip l sh left
