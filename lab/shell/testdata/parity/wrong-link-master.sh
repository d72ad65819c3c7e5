ip link add v0 type veth peer name v1
ip link add br0 type bridge
ip link set v0 master v1; echo $?
ip link set br0 master br0; echo $?
ip link set lo master br0; echo $?
ip link set v0 master br0; echo $?
ip link set v0 master br0; echo $?
ip link set v1 nomaster; echo $?
ip link add br1 type bridge
ip link set br1 master br0; echo $?
ip link set br0 type bridge stp_state x; echo $?
ip link set br0 type bridge stp_state; echo $?
ip link set br0 type bridge forward_delay 1; echo $?
ip link set v0 type bridge stp_state 1; echo $?
