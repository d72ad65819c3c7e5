ip link add br0 index 20 type bridge
ip link add v0 index 21 address 02:00:00:00:00:01 type veth peer name v1 index 22
ip link property add dev v0 altname other
ip link set v0 master br0
bridge link show dev if21; echo $?
bridge link show dev if99; echo $?
bridge link show dev other; echo $?
bridge link set dev if21 cost 5; echo $?
bridge link set dev if99 cost 5; echo $?
bridge link set dev other cost 6; echo $?
bridge link set dev '' cost 6; echo $?
bridge link set dev v0 dev v1 cost 6; echo $?
bridge link set dev v0 priority 70000; echo $?
bridge link set dev v0 cost 1x; echo $?
bridge link set dev v0 cost ''; echo $?
bridge link set dev v0 cost +8; echo $?
bridge link set dev v0 state ''; echo $?
bridge link set dev v0 state -1; echo $?
bridge link set dev v0 state 256; echo $?
bridge link set dev v0 learning_sync on; echo $?
bridge link set dev v0 guard on guard off guard; echo $?
bridge link set dev v0 mcast_router -1; echo $?
bridge link
bridge fdb show dev if21 state permanent; echo $?
bridge fdb show dev if99; echo $?
bridge fdb show br if20 state permanent; echo $?
bridge fdb show br if99; echo $?
bridge fdb show br other; echo $?
bridge fdb show state ''; echo $?
bridge fdb show state -1; echo $?
bridge fdb show state p; echo $?
bridge fdb show vlan -1; echo $?
bridge fdb add 2:0:0:0:0:2:9 dev v0 master; echo $?
bridge fdb add 2:0:0:0:0:0xa dev v0 master; echo $?
bridge fdb add 102:0:0:0:0:3 dev v0 master; echo $?
bridge fdb add :::::: dev v0 master; echo $?
bridge fdb add '' dev v0 master; echo $?
bridge fdb add 2:0:0:0:0:4 dev '' master; echo $?
bridge fdb add 2:0:0:0:0:4 dev if21 master vlan -4; echo $?
bridge fdb add 2:0:0:0:0:4 dev other master; echo $?
bridge fdb add 2:0:0:0:0:5 dev v0 master dynamic static permanent; echo $?
bridge fdb add 2:0:0:0:0:6 dev v0 master static dynamic; echo $?
bridge fdb add 2:0:0:0:0:7 dev v0 self static; echo $?
bridge fdb add 2:0:0:0:0:8 dev v0 extern_learn; echo $?
bridge fdb add 2:0:0:0:0:9 dev v0 sticky; echo $?
bridge fdb add 2:0:0:0:0:9 dev v0 master sticky permanent; echo $?
bridge fdb append 2:0:0:0:0:a dev v0; echo $?
bridge fdb replace 2:0:0:0:0:b dev v0; echo $?
bridge fdb show br br0
