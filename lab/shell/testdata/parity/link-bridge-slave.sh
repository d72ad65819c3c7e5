ip link add br0 address 02:00:00:00:00:09 type bridge
ip link add v0 type veth peer name v1
ip link add w0 type veth peer name w1
ip link set v0 master br0
ip link set w0 master br0
ip link set v0 type bridge_slave priority 5 cost 7 hairpin on guard on root_block on fastleave on learning off flood off; echo $?
ip -d link show v0
ip link set v0 type bridge_slave proxy_arp on proxy_arp_wifi on mcast_router 2 mcast_flood off bcast_flood off; echo $?
ip link set v0 type bridge_slave mcast_to_unicast on neigh_suppress on group_fwd_mask 0x4008 isolated on locked on; echo $?
ip link set v0 type bridge_slave vlan_tunnel on; echo $?
ip link set v0 type bridge_slave fdb_flush backup_port w0; echo $?
ip -d link show v0
ip link set v0 type bridge_slave nobackup_port mcast_fast_leave off; echo $?
ip link set v0 up type bridge_slave state 3; echo $?
ip -d -o link show v0
ip link set v0 type bridge_slave; echo $?
