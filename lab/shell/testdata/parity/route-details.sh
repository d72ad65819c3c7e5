ip link add v0 type veth peer name v1
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
ip route add 10.1.0.0/16 via 10.0.0.2
ip route add 10.2.0.0/16 nexthop via 10.0.0.3 dev v0 weight 2 nexthop dev v1
ip route add throw 10.3.0.0/16
ip route add 10.4.0.0/16 dev v0 table 50 proto static
ip -d route
ip -d -o route
ip -d route show table 50
ip -d route show table local dev v0
ip -d -c route
ip -d -j route show type throw
ip -d route get 10.2.0.1 | sed 's/weight.*//'
ip -d -6 route show dev lo
