# -j and -p of addresses: peers, labels, lifetimes, flags, filters
ip link set lo up
ip link add name v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 brd + dev v0 metric 7
ip addr add 10.0.0.2/24 dev v0 label v0:two
ip addr add 10.0.0.3/24 dev v0 scope link
ip addr add 10.9.0.1 peer 10.9.0.2 dev v1
ip addr add 10.0.1.1/24 dev v1 noprefixroute
ip addr add 2001:db8::1/64 dev v0 nodad
ip addr add 2001:db8::2/64 dev v0 nodad preferred_lft 0
ip -j addr show dev v0 scope global
ip -j -p addr show dev v1 scope global
ip -j -4 addr
ip -j -6 addr show scope global
ip -j -br addr show scope global
ip -j -4 -br addr
ip -j addr show up scope host
ip -j addr show to 10.0.0.0/8
ip -j addr show label 'v0:*'
ip -j -4 addr show dev v1
ip -j -p -4 addr show dev lo
ip -j addr show dev none
ip -j addr show dev v0 master none
echo $?
ip -o -j addr
ip -o -j -p -4 addr
ip -o -j -br -4 addr
ip -o -j addr show label lo
