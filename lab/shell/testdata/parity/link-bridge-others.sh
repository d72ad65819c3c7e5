ip link add br0 type bridge group_fwd_mask 0x4000 group_address 01:80:c2:00:00:0a nf_call_iptables 1 nf_call_ip6tables 1
ip link set br0 type bridge nf_call_arptables 1 no_linklocal_learn 1 fdb_flush; echo $?
ip link set br0 type bridge vlan_filtering 1; echo $?
ip link set br0 type bridge vlan_protocol 802.1ad; echo $?
ip link set br0 type bridge vlan_protocol ip; echo $?
ip link set br0 type bridge vlan_default_pvid 7 vlan_stats_enabled 1; echo $?
ip link set br0 type bridge vlan_stats_per_port 1; echo $?
ip link set br0 type bridge no_linklocal_learn 0 mcast_vlan_snooping 1; echo $?
ip link set br0 type bridge no_linklocal_learn 0 no_linklocal_learn 1; echo $?
ip link set br0 type bridge group_address 1:80:c2:0:0:b group_fwd_mask 0; echo $?
ip -d link show br0
ip link help bridge
ip link help bridge_slave
