ip netns add n1
ip link add v0 type veth peer name v1 netns n1
ip link add w0 numtxqueues 3 type veth peer name w1
ip link set w0 alias cable addrgenmode none
ip link property add dev w0 altname other
ip -d link
ip -d l sh w0
ip -n n1 -d link show v1
ip netns exec n1 ip -d link
ip link set w0 up
ip link set w1 up
ip addr add 192.0.2.1/24 dev w0
ip -d addr
ip -d addr show up
ip -d -4 addr
ip -d -6 addr show dev w1
ip -d link set w0 mtu 1400
ip -d link show w0
