ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link set v1 up
ip addr add 10.0.0.1/24 dev v1
ip -j link show master br0 up
ip -j link show type veth up
ip -j -br link show type bridge
ip -j link show nomaster up
ip -j link show dev v0 type bridge
ip -j link show dev v0 master br0
ip -j addr show type veth
ip -j addr show master br0
ip -j addr show up type veth
ip -j -br addr show nomaster
ip -j addr show primary
ip -j -4 addr show scope link
ip -j addr show group 3
