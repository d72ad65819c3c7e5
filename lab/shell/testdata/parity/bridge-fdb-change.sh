ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 address 02:00:00:00:01:01
ip link add w0 address 02:00:00:00:01:02 type veth peer name w1
ip link set v0 master br0
ip link set w0 master br0
ip link set br0 up
ip link set v0 up
bridge fdb add 02:00:00:00:00:01 dev v0 master static
bridge fdb show br br0 state static
bridge fdb replace 02:00:00:00:00:01 dev w0 master static
bridge fdb show br br0 state static
bridge fdb replace 02:00:00:00:00:01 dev w0 master permanent
bridge fdb show dev w0 state permanent
bridge fdb del 02:00:00:00:00:01 dev w0 master
bridge fdb d 02:00:00:00:00:01 dev w0 master; echo $?
bridge fdb add 02:00:00:00:00:02 dev v0 master use
bridge fdb add 02:00:00:00:00:03 dev v0 master router
bridge fdb show dev v0 state reachable
bridge fdb flush dev v0
bridge fdb get 02:00:00:00:00:02 br br0; echo $?
