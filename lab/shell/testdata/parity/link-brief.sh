ip link add averylongname15 type veth peer name v1
ip netns add n0
ip link set v1 netns n0
ip -br link
ip -brief link show type veth
ip -br -n n0 link
ip -br -o link
ip -o -br link show averylongname15
ip -c=never -br link
ip -color=auto link show lo
