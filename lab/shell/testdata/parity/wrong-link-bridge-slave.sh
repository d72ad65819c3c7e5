ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link set v0 type bridge_slave hairpin maybe; echo $?
ip link set v0 type bridge_slave hairpin; echo $?
ip link set v0 type bridge_slave flood ''; echo $?
ip link set v0 type bridge_slave state blocking; echo $?
ip link set v0 type bridge_slave state 9; echo $?
ip link set v0 type bridge_slave priority foo; echo $?
ip link set v0 type bridge_slave priority 64; echo $?
ip link set v0 type bridge_slave cost 0; echo $?
ip link set v0 type bridge_slave mcast_router 300; echo $?
ip link set v0 type bridge_slave group_fwd_mask x; echo $?
ip link set v0 type bridge_slave bogus; echo $?
ip link set v0 type bridge_slave help; echo $?
ip link set v0 type bridge_slave backup_port nope bogus; echo $?
ip link set v0 type bridge_slave backup_port v1; echo $?
ip link set v1 type bridge_slave hairpin on; echo $?
ip link set nope type bridge_slave hairpin maybe; echo $?
ip link add x type bridge_slave hairpin on; echo $?
ip link add x type bridge_slave; echo $?
ip -d link show v0
