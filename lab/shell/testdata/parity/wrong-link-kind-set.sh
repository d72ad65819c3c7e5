ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set br0 type vlan; echo $?
ip link set br0 type nosuch; echo $?
ip link set br0 type bridge; echo $?
ip link set v0 type veth; echo $?
ip link set nope type veth; echo $?
ip link set v0 type nosuch foo; echo $?
ip link set nope type nosuch foo; echo $?
ip link set v0 up type; echo $?
ip link set group 5 type bridge stp_state 1; echo $?
ip -n nope link set v0 type bridge bogus; echo $?
ip link set v0 name w0 type bridge stp_state x; echo $?
ip link set v0 netns nope type bridge stp_state x; echo $?
ip link help nosuch; echo $?
ip link help dummy foo; echo $?
ip link
