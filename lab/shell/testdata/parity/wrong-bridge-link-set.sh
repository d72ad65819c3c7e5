ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge link set; echo $?
bridge link set cost 3; echo $?
bridge link set dev; echo $?
bridge link set dev nope cost 3; echo $?
bridge link set dev v1 cost 3; echo $?
bridge link set dev br0 cost 3; echo $?
bridge link set v0 cost 3; echo $?
bridge link set dev v0 cost; echo $?
bridge link set dev v0 cost 99999999; echo $?
bridge link set dev v0 cost -1; echo $?
bridge link set dev v0 priority 100; echo $?
bridge link set dev v0 guard x; echo $?
bridge link set dev v0 hairpin; echo $?
bridge link set dev v0 state foo; echo $?
bridge link set dev v0 state FORWARDING; echo $?
bridge link set dev v0 state 9; echo $?
bridge link set dev v0 state 300; echo $?
bridge link set dev v0 mcast_router 9; echo $?
bridge link set dev v0 cost 7 self; echo $?
bridge link set dev v0 cost 7 self master; echo $?
bridge link set dev v0 help; echo $?
bridge link set dev v0 hwmode foo; echo $?
bridge link set dev v0 state; echo $?
bridge link
for word in onx offx '' f n ON; do bridge link set dev v0 learning "$word"; echo $?; done
