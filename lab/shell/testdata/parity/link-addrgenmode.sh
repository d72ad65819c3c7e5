ip link add v0 type veth peer name v1
ip link set v0 addrgenmode none
ip link set v1 addrgenmode stable_secret; echo $?
ip link set v1 addrgenmode EUI64
ip link set v1 addrgenmode Bogus; echo $?
ip link add v2 numtxqueues 3 numrxqueues 2 type veth peer name v3 numtxqueues 2
ip link set v0 up
ip link set v1 up
ip link
