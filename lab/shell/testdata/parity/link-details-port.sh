ip netns add n1
ip link add br0 type bridge
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns n1
ip link add w0 address 02:00:00:00:00:02 type veth peer name w1
ip link set v0 master br0
ip link set w0 master br0
ip -d link show type bridge_slave
ip link set br0 up
ip link set v0 up
ip -n n1 link set v1 up
bridge link set dev v0 cost 7 hairpin on isolated on learning off
bridge link set dev w0 priority 3 guard on root_block on flood off neigh_suppress on
sleep 0.2
ip -d link show master br0
ip -d addr show v0
ip -d -o link show w0
bridge link set dev w0 locked on fastleave on mcast_flood off bcast_flood off mcast_to_unicast on
ip -d link show w0
ip link set v0 nomaster
ip -d link show v0
