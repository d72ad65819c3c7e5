ip link set lo up
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1
ip addr add 192.168.5.2/24 dev v0
ip addr add 192.168.5.2/24 dev v0
ip addr add 10.0.0.1 peer 10.0.0.2/30 brd + label v0:a dev v0
ip addr add 10.9.9.9/8 scope link metric 7 dev v0
ip addr add 2001:db8::1/64 nodad noprefixroute dev v0
ip addr show dev v0
ip -br addr
ip -o -4 addr
ip -6 addr
ip addr show label v0:*
ip addr show to 10/8
ip addr del 192.168.5.2 dev v0
ip addr del 192.168.5.2/24 dev v0
ip addr change 10.9.9.9/8 dev v0 preferred_lft 0
ip -br addr show deprecated
ip addr flush dev v0 scope link
ip addr flush dev v0
ip addr show dev v0
ip addr show dev v9
ip addr flush dev v9
ip addr add 10.0.0.1/8 dev v9
