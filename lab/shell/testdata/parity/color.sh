# -c: the colours of names, addresses and states
ip link set lo up
ip netns add t1
ip link add name v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link add name w0 address 02:00:00:00:00:03 type veth peer name w1 netns t1
ip link set v0 addrgenmode none up
ip link set v1 addrgenmode none up
ip addr add 10.0.0.1/24 brd + dev v0
ip addr add 10.1.0.1 peer 10.1.0.2 dev v1
ip addr add 2001:db8::1/64 dev v0 nodad
ip route add 10.5.0.0/16 via 10.0.0.9
ip route add 10.6.0.0/16 nexthop via 10.0.0.8 dev v0 weight 3 nexthop dev v1
ip route add unreachable 10.9.0.0/16
ip route add default via 10.0.0.254
ip route add 10.11.0.0/16 via inet6 2001:db8::9 dev v0
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
ip -c link
ip -color=always addr
ip -c -br link
ip -c -br addr
ip -c -4 addr show v1
ip -c -6 addr show v0
ip -c -6 addr
ip -c -o addr show v0
ip -c route
ip -c -6 route show 2001:db8::/64
ip -c route show table local dev v0
ip -c route get 10.5.0.1
ip -c neigh
ip -c -br neigh
ip -c=auto link show lo
ip -c=never link show lo
ip -c -j link show lo
ip -c netns
