ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip -0 link
ip -B link show v0
ip -M link show up
ip -f link -br link
ip -family bridge -j link show v0
ip -0 -4 -o link show v1
ip -f mpls link show type veth
