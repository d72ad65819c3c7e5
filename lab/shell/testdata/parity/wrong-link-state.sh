ip link add v0 type veth peer name v1
ip link set v0 mode; echo $?
ip link set v0 mode foo; echo $?
ip link set v0 mode 1; echo $?
ip link set v0 mode dorm; echo $?
ip link set v0 state foo; echo $?
ip link set v0 state; echo $?
ip link set v0 protodown foo; echo $?
ip link set v0 protodown ''; echo $?
ip link set v0 protodown o; echo $?
ip link set v0 carrier o; echo $?
ip link set v0 carrier maybe; echo $?
ip link set v0 gso_max_size x; echo $?
ip link set v0 gso_max_size -1; echo $?
ip link set v0 gso_max_size 99999999; echo $?
ip link set v0 gso_max_size 1 gso_max_size 2; echo $?
ip link set v0 gso_max_segs 70000; echo $?
ip link set v0 gro_max_size 1x; echo $?
ip link set lo gro_max_size 9; echo $?
ip link set nope mode foo; echo $?
ip link set nope mode dormant; echo $?
