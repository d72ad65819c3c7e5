ip link add x mtu; echo $?
ip link add x mtu foo type bridge; echo $?
ip link add x mtu 10x type bridge; echo $?
ip link add x mtu 1500 mtu 1500 type bridge; echo $?
ip link add x mtu 10 type veth; echo $?
ip link add x mtu 99999 type veth; echo $?
ip link add x mtu 0x500 type bridge; echo $?
ip link add y index 0 type bridge; echo $?
ip link add y index foo type bridge; echo $?
ip link add y index 1 type bridge; echo $?
ip link add y txqueuelen foo type bridge; echo $?
ip link add y qlen 1 txqlen 2 type bridge; echo $?
ip link add y group foo type bridge; echo $?
ip link set lo mtu 99999999999; echo $?
ip link set lo index 7; echo $?
ip link
