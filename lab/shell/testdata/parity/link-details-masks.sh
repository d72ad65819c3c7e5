ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link add w0 type veth peer name w1
ip link set v0 address 02:00:00:00:00:01
ip link set w0 address 02:00:00:00:00:02
ip link set v0 master br0
ip link set w0 master br0
ip link set br0 type bridge group_fwd_mask 0x408
ip link set v0 type bridge_slave group_fwd_mask 0x408
ip link set w0 type bridge_slave group_fwd_mask 8
bridge link set dev v0 backup_port w0
ip -d link show br0
ip -d link show v0
ip -d link show w0
ip link set w0 type bridge_slave group_fwd_mask 0x4004
ip -d link show w0
ip -d link show v1
ip link set br0 type bridge no_linklocal_learn 1 mcast_router 2 mcast_querier 1 mcast_igmp_version 3
ip -d link show br0
