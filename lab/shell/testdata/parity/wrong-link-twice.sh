ip link add v0 type veth peer name v1
ip link set v0 name v0 mtu 1400 off
echo $?
ip link set v0 v1
echo $?
ip link set dev v0 dev v1
echo $?
ip link set v0 name a name b
echo $?
ip link add name a dev b type veth
echo $?
ip link add name c c type bridge
echo $?
ip link add d name d type bridge
echo $?
ip link set v0 carrier off off
echo $?
ip link set v0 mtu 1400 mtu 1300
echo $?
ip link add w0 mtu 65536 address 02:00:00 type veth -4 name v1
echo $?
