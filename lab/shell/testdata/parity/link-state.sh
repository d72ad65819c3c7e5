ip link add v0 type veth peer name v1
ip link set v0 mode dormant; echo $?
ip link set v0 up
ip link set v1 up
ip link show v0
ip link set v0 state up; echo $?
ip link show v0
ip link set v0 mode DEFAULT state DORMANT; echo $?
ip link show v0
ip link set v0 gso_max_size 30000 gso_max_segs 5 gro_max_size 0x4e20; echo $?
ip -d link show v0
ip link add br0 mtu 1400 gso_max_size 20000 type bridge; echo $?
ip link set br0 carrier of; echo $?
ip link set br0 protodown on; echo $?
ip -d link show br0
