# the warning says the address as it was written
ip link add v0 type veth peer name v1
ip addr add 10.0.0.0/8 dev v0
ip addr add 10.1.0.5/16 dev v0
ip addr del 10 dev v0
echo $?
ip addr del 10.1.0.5 dev v0
echo $?
ip addr del 10.1.0.5 dev v0
echo $?
ip addr del 10.1.0.5/16 dev none
echo $?
ip addr show v0
