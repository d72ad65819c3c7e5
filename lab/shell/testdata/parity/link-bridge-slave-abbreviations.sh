ip link add br0 address 02:00:00:00:00:09 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link set v0 type bridge_slave h o; echo $?
ip link set v0 type bridge_slave g on r on l of fl off; echo $?
ip link set v0 type bridge_slave f fa on; echo $?
ip link set v0 type bridge_slave m off mcast_f on mcast_t on mcast_r 0 mcast_fa on; echo $?
ip link set v0 type bridge_slave n on gr 4 i on lo on b off ba v0; echo $?
ip link set v0 type bridge_slave nob; echo $?
ip link set v0 type bridge_slave p 3 c 9 pr 4 proxy on; echo $?
ip -d link show v0
