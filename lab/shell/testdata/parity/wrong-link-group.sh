ip link add v0 group 3 type veth peer name v1
ip link set group; echo $?
ip link set group x up; echo $?
ip link set group -1 up; echo $?
ip link set group 3 group 4 up; echo $?
ip link add group 3 type veth; echo $?
ip link set group 9 up; echo $?
ip link set group 3 mtu 1; echo $?
ip link del group default; echo $?
ip link show group; echo $?
ip link show group 3
