ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge fdb get; echo $?
bridge fdb get 02:00:00:00:00:01; echo $?
bridge fdb get dev v0; echo $?
bridge fdb get dev; echo $?
bridge fdb get zz dev v0; echo $?
bridge fdb get zz dev nosuch; echo $?
bridge fdb get 02:00:00:00:00:01 dev nosuch; echo $?
bridge fdb get 02:00:00:00:00:01 br nosuch; echo $?
bridge fdb get 02:00:00:00:00:01 dev nosuch br nosuch; echo $?
bridge fdb get 02:00:00:00:00:01 dev v0; echo $?
bridge fdb get 02:00:00:00:00:01 br br0; echo $?
bridge fdb get 02:00:00:00:00:01 br v0; echo $?
bridge fdb get 02:00:00:00:00:01 dev v1; echo $?
bridge fdb get 02:00:00:00:00:01 02:00:00:00:00:02 dev v1; echo $?
bridge fdb get 02:00:00:00:00:01 dev v0 vlan 1 vlan 2; echo $?
bridge fdb get 02:00:00:00:00:01 dev v0 vlan 5000; echo $?
bridge fdb get 02:00:00:00:00:01 dev v0 vlan 5; echo $?
bridge fdb get 02:00:00:00:00:01 dev v0 vni x; echo $?
bridge fdb get 02:00:00:00:00:01 dev v0 vni 16777216; echo $?
bridge fdb get 02:00:00:00:00:01 dev v0 vni 5; echo $?
bridge fdb get help; echo $?
bridge fdb flush; echo $?
bridge fdb flush dev; echo $?
bridge fdb flush dev nosuch; echo $?
bridge fdb flush dev nosuch vlan 5000; echo $?
bridge fdb flush dev br0 brport nosuch; echo $?
bridge fdb flush dev br0 brport v0 brport v0; echo $?
bridge fdb flush dev br0 brport v1; echo $?
bridge fdb flush dev br0 vlan 4096; echo $?
bridge fdb flush dev br0 vlan 1 vlan 2; echo $?
bridge fdb flush dev br0 help; echo $?
bridge fdb flush dev br0 help x; echo $?
bridge fdb flush dev lo; echo $?
bridge fdb flu; echo $?
