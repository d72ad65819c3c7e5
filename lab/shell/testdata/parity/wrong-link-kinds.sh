ip link add x type nosuch; echo $?
ip link add x type nosuch arg; echo $?
ip link add x type veth_slave; echo $?
ip link add type; echo $?
ip link add x link nope type macvlan; echo $?
ip link add x link lo type veth; echo $?
ip link add x type bridge stp_state; echo $?
ip link add x type bridge priority 99999; echo $?
ip link add x type bridge ageing_time -1; echo $?
ip link add x type bridge vlan_filtering 300; echo $?
ip link set lo type bridge stp_state 1; echo $?
ip link
