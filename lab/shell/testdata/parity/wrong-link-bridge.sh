ip link add br0 type bridge
ip link set br0 type bridge bogus; echo $?
ip link set br0 type bridge help; echo $?
ip link set br0 type bridge group_address 01:80:c2:00:00:zz; echo $?
ip link set br0 type bridge group_address 01:80:c2; echo $?
ip link set br0 type bridge group_address 02:80:c2:00:00:00; echo $?
ip link set br0 type bridge vlan_protocol foo; echo $?
ip link set br0 type bridge no_linklocal_learn foo; echo $?
ip link set br0 type bridge mcast_querier_interval 99999999999999999999; echo $?
ip link set br0 type bridge mcast_igmp_version 9; echo $?
ip link set br0 type bridge group_fwd_mask 0x10000; echo $?
ip link set br0 type bridge group_fwd_mask 1; echo $?
ip link set br0 type bridge priority 08; echo $?
ip link set br0 type bridge mcast_hash_max +7; echo $?
ip link set br0 type bridge mcast_hash_max 0b11; echo $?
ip link set lo type bridge mcast_router 1; echo $?
ip link set nope type bridge bogus; echo $?
ip link add x master nope type bridge bogus; echo $?
ip -d link show br0
