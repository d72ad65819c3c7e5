ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge fdb add; echo $?
bridge fdb add 02:00:00:00:00:01; echo $?
bridge fdb add dev v0; echo $?
bridge fdb add dev; echo $?
bridge fdb add 02:00:00:00:00 dev v0; echo $?
bridge fdb add zz dev v0; echo $?
bridge fdb add 2:0:0:0:0:g dev v0; echo $?
bridge fdb add 2:0:0:0:0:1g dev v0; echo $?
bridge fdb add 02:00:00:00:00:01 dev nope; echo $?
bridge fdb add 02:00:00:00:00:01 dev v1 master; echo $?
bridge fdb add 02:00:00:00:00:02 dev v0 master; echo $?
bridge fdb add 02:00:00:00:00:02 dev v0 master; echo $?
bridge fdb add 02:00:00:00:00:01 02:00:00:00:00:02 dev v0; echo $?
bridge fdb add 02:00:00:00:00:01 dev v0 vlan 1 vlan 2; echo $?
bridge fdb add 02:00:00:00:00:03 dev v0 master vlan 5; echo $?
bridge fdb add 02:00:00:00:00:03 dev v0 master vlan; echo $?
bridge fdb add 00:00:00:00:00:00 dev v0 master; echo $?
bridge fdb add 02:00:00:00:00:03 dev v0 help; echo $?
bridge fdb add to; echo $?
bridge fdb del 02:00:00:00:00:77 dev v0 master; echo $?
bridge fdb del 02:00:00:00:00:77 dev v0; echo $?
bridge fdb show br nope; echo $?
bridge fdb show br v0; echo $?
bridge fdb show dev nope; echo $?
bridge fdb show dev; echo $?
bridge fdb show state foo; echo $?
bridge fdb show state; echo $?
bridge fdb show vlan 1 vlan 2; echo $?
bridge fdb show h; echo $?
