ip link add; echo $?
ip link add x; echo $?
ip link add x type; echo $?
ip link add x type bogus; echo $?
ip link add x type bogus y; echo $?
ip link add x type veth foo; echo $?
ip link add x type veth peer; echo $?
ip link add y type veth peer name y; echo $?
ip link add x type veth peer name y type veth; echo $?
ip link add lo type bridge; echo $?
ip link add br0 type bridge
ip link add br0 type bridge; echo $?
ip link add v0 type veth peer name br0; echo $?
ip link
