ip link add br0 type bridge
ip link add br1 type bridge
ip link add v0 type veth peer name v1
ip link add w0 type veth peer name w1
bridge link
ip link set v0 master br0
ip link set w1 master br1
bridge link
ip link set br0 up
ip link set v0 up
ip link set v1 up
ip link set w1 up
sleep 0.1
bridge link show
bridge l s
bridge link list dev v0
bridge link show dev v1
bridge link show whatever
bridge -o link
bridge -s link lst
bridge -4 link
bridge -f inet6 link
bridge -t -c=never link
bridge -- link
