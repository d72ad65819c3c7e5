ip link add v0 index 100 type veth peer name v1 index 200
ip link show
ip link set if100 up; echo $?
ip link show if100
ip link show if300; echo $?
ip link set if300 up; echo $?
ip link del if200
ip link
