ip link add br0 type bridge mcast_snooping 0 mcast_router 2 mcast_query_use_ifaddr 1 mcast_querier 1
ip link add br1 type bridge mcast_hash_elasticity 8 mcast_hash_max 512 mcast_last_member_count 3 mcast_startup_query_count 4
ip link set br1 type bridge mcast_last_member_interval 200 mcast_membership_interval 27000 mcast_querier_interval 26000
ip link set br1 type bridge mcast_query_interval 13000 mcast_query_response_interval 900 mcast_startup_query_interval 4000; echo $?
ip link set br0 type bridge mcast_stats_enabled 1 mcast_igmp_version 3 mcast_mld_version 2; echo $?
ip link set br0 type bridge mcast_query_interval -1; echo $?
ip link set br0 type bridge mcast_mld_version 7; echo $?
ip -d link show br0
ip -d link show br1
