ip netns add n1
ip netns add n2
ip link add v0 netns n1 type veth peer name v1 netns n2
ip -n n1 addr add 10.0.0.1/24 dev v0
ip -n n2 addr add 10.0.0.2/24 dev v1
ip -n n1 link set v0 up
ip -n n2 link set v1 up
ip -n n1 link add x0 type vxlan id 42 local 10.0.0.1 remote 10.0.0.2 dev v0 dstport 4789
ip -n n2 link add x0 type vxlan id 42 local 10.0.0.2 remote 10.0.0.1 dev v1 dstport 4789
ip -n n1 addr add 192.168.0.1/24 dev x0
ip -n n2 addr add 192.168.0.2/24 dev x0
ip -n n1 link set x0 up
ip -n n2 link set x0 up
ip netns exec n1 ping -c 1 -W 2 192.168.0.2 > /dev/null; echo $?
ip -n n1 -d link show x0
ip -n n2 -d addr show x0
ip -n n1 link set x0 netns n2 name x1
ip -n n2 -d link show x1
