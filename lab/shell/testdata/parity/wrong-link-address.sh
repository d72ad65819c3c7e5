ip link add x address zz type bridge; echo $?
ip link add x address 1:2:3 type bridge; echo $?
ip link add x address 01:00:00:00:00:01 type bridge; echo $?
ip link add x address 00:00:00:00:00:00 type bridge; echo $?
ip link add br0 type bridge
ip link set br0 address 1:2; echo $?
ip link set br0 address 1.2.3.4; echo $?
ip link set br0 address 300:1:1:1:1:1; echo $?
ip link set br0 address; echo $?
ip link set nope address 1:2; echo $?
ip link set lo address 00:11:22:33:44:55; echo $?
