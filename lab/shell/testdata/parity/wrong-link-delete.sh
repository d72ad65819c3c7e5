ip link del; echo $?
ip link del nope; echo $?
ip link del lo; echo $?
ip link del dev; echo $?
ip link del v0 v1; echo $?
ip link del group nope; echo $?
ip link del group 9; echo $?
ip link add v0 type veth peer name v1
ip link del v0 type bridge; echo $?
ip link del v1 type veth; echo $?
ip link del v0; echo $?
