ip netns add n1
ip link add br0 type bridge
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns n1
ip link set v0 master br0
ip addr add 192.0.2.1/24 dev br0
ip addr add 2001:db8::1/64 dev br0 nodad
ip -d -br addr
ip -d -o -4 addr
ip -d -6 link show br0
ip -4 -d link show v0
ip -d link show group default up
ip -d link show master br0
ip -d link show nomaster
ip -d addr show to 192.0.2.0/24
ip -d addr show label br0
ip -d addr show scope global
ip -d -6 addr show scope global
ip -d -4 addr show type bridge
ip -d -6 addr show dev br0
ip -d addr show type bridge_slave
ip -d -all netns exec ip -d link show type veth
ip -d -details -n n1 addr
ip -d -c=never link show type bridge
ip -d netns list-id
ip -d neigh
ip -d link delete v0; ip -d link show type veth
