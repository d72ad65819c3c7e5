ip link set lo up
ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0 label v0:one
ip -6 addr list up label ''
echo $?
ip addr show label ''
echo $?
ip -br addr show label 'v*' type bridge
echo $?
ip -o -br addr show label 'v*' primary type veth
echo $?
ip -j addr show label nothing
echo $?
ip addr show label
echo $?
