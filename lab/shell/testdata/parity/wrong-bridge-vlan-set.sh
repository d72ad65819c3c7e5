ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge vlan set; echo $?
bridge vlan set vid 1 dev v0; echo $?
bridge vlan set vid 1 dev v0 state forwarding; echo $?
bridge vlan set vid 1-5 dev v0 state 3 mcast_router 2; echo $?
bridge vlan set vid 1 dev v0 state x; echo $?
bridge vlan set vid 1 dev v0 state -1; echo $?
bridge vlan set vid 1 state x dev nosuch; echo $?
bridge vlan set dev nosuch vid 1 state x; echo $?
bridge vlan set dev nosuch; echo $?
bridge vlan set dev v0; echo $?
bridge vlan set dev v0 vid 5-3; echo $?
bridge vlan set dev v0 vid 4096; echo $?
bridge vlan set dev v0 vid 1 mcast_router 256; echo $?
bridge vlan set dev v0 vid 1 mcast_router x; echo $?
bridge vlan set dev v0 vid 1 mcast_router; echo $?
bridge vlan set dev v0 vid 1 foo bar; echo $?
bridge vlan set dev v0 vid 1 he; echo $?
bridge vlan set dev ''; echo $?
bridge vlan global set; echo $?
bridge vlan global set vid 1 dev br0; echo $?
bridge vlan global set vid 1 dev br0 mcast_snooping 1 mcast_querier 1 mcast_igmp_version 3 mcast_mld_version 2; echo $?
bridge vlan global set vid 1-9 dev br0 mcast_last_member_count 4 mcast_query_interval 12500 mcast_querier_interval 0x10; echo $?
bridge vlan global set vid 1 dev br0 mcast_snooping 300; echo $?
bridge vlan global set vid 1 dev br0 mcast_startup_query_count 5000000000; echo $?
bridge vlan global set vid 1 dev br0 mcast_startup_query_interval x; echo $?
bridge vlan global set dev nosuch mcast_snooping 300; echo $?
bridge vlan global set dev br0 vid 9-2; echo $?
bridge vlan global set vid 1 dev br0 he; echo $?
bridge vlan global set vid 1 dev br0 help; echo $?
bridge vlan global foo; echo $?
bridge vlan global show dev nosuch; echo $?
bridge vlan global sho; echo $?
bridge vlan glob; echo $?
ip netns add n
bridge -n n vlan set dev v0 vid 1; echo $?
bridge -n n vlan set vid 5000; echo $?
bridge -n nosuch vlan set dev v0 vid 5000; echo $?
