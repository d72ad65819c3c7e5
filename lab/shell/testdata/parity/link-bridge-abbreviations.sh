ip link add br0 type bridge f 400 he 300 m 1500 a 20000 s 1 p 4096
ip link set br0 type bridge mcast 2; echo $?
ip link set br0 type bridge mcast_s 0; echo $?
ip link set br0 type bridge mcast_q 1; echo $?
ip link set br0 type bridge mcast_h 4; echo $?
ip link set br0 type bridge mcast_l 5; echo $?
ip link set br0 type bridge mcast_v 1; echo $?
ip link set br0 type bridge g 8 n 1; echo $?
ip link set br0 type bridge nf 1; echo $?
ip link set br0 type bridge fdb; echo $?
ip -d link show br0
ip link set br0 type bridge no 1 2> /dev/null; echo $?
ip link set br0 type bridge vlan_stats_p 1 vlan_d 3 vlan_p 802.1q vlan_f 0 mcast_m 26001 mcast_stats 1 mcast_i 3; echo $?
ip -d -o link show br0
