ip link add v0 type veth peer name v1
ip link set v0 arp; echo $?
ip link set v0 arp 1; echo $?
ip link set v0 multicast yes; echo $?
ip link set v0 allmulticast ON; echo $?
ip link set v0 trailers x; echo $?
ip link set v0 dynamic x; echo $?
ip link set v0 carrier maybe; echo $?
ip link set v0 carrier off; echo $?
ip link set v0 up down; echo $?
ip link show v0
