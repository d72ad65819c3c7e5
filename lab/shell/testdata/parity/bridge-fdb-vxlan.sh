ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip link add vx0 address 02:00:00:00:01:01 type vxlan id 42 dstport 4789 local 10.0.0.1
ip link add vxe type vxlan external dstport 4790
ip link add br0 type bridge
ip link set vx0 master br0
bridge fdb add 00:00:00:00:00:00 dev vx0 dst 10.0.0.2; echo $?
bridge fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.3 vni 7 port 4000 via v0; echo $?
bridge fdb append to 0:0:0:0:0:0 dev vx0 dst 10.0.0.4 self permanent
bridge fdb add 02:00:00:00:00:01 dev vx0 dst 10.0.0.2 static
bridge fdb add 02:00:00:00:00:02 dev vx0 dst 10.0.0.3 dynamic self master
bridge fdb add 02:00:00:00:00:03 dev vx0 dst 10.0.0.3 vni +5 port ' 7' port 0x10 src_vni 8 via lo via v0
bridge fdb add 02:00:00:00:00:04 dev vx0 dst 10 vni 010 port 0 vni ''
bridge -4 fdb add 02:00:00:00:00:05 dev vx0 dst 10.0.0.5 router
bridge fdb add 02:00:00:00:00:06 dev vx0 master static
bridge fdb add 02:00:00:00:00:07 dev vxe src_vni 100 dst 10.0.0.4
bridge fdb add 02:00:00:00:00:07 dev vxe src_vni 101 dst 10.0.0.4 vni 5
bridge fdb add 02:00:00:00:00:08 dev v0 dst 10.0.0.4
ip nexthop add id 5 via 10.0.0.9 fdb
ip nexthop add id 6 group 5 fdb
bridge fdb add 02:00:00:00:00:09 dev vx0 nhid 6; echo $?
bridge fdb add 02:00:00:00:00:0a dev vx0 nhid 0 dst 10.0.0.3 vni 5; echo $?
bridge fdb | grep -v '^33:33\|^01:00'
bridge fdb show dev vx0
bridge fdb show dev vx0 dynamic
bridge -j fdb show dev vx0
bridge -j -p fdb show dev vxe
bridge -s fdb show dev vx0
bridge -c fdb show dev vx0
bridge fdb replace 02:00:00:00:00:01 dev vx0 dst 10.0.0.7
bridge fdb del 00:00:00:00:00:00 dev vx0 dst 10.0.0.3; echo $?
bridge fdb del 00:00:00:00:00:00 dev vx0 dst 10.0.0.3 vni 7 port 4000 via v0; echo $?
bridge fdb del 02:00:00:00:00:04 dev vx0; echo $?
bridge fdb del 02:00:00:00:00:07 dev vxe src_vni 100; echo $?
bridge fdb show dev vx0
bridge fdb show dev vxe
bridge fdb get 02:00:00:00:00:03 dev vx0 self vni ''; echo $?
