ip link set lo up
ip addr add 10.0.0.1/24 dev lo
ip route
ip route add default via 10.0.0.2
ip route add 10.1.0.0/16 via 10.0.0.3 metric 5 proto static mtu lock 1400
ip route add blackhole 10.2.0.0/16
ip route add 10.3.0.0/16 nexthop via 10.0.0.4 weight 2 nexthop via 10.0.0.5
ip route add 10.4.0.0/16 dev lo table 100 tos 0x10
ip route
ip -o route show 10.3/16
ip route show table 100
ip route show table 101
ip route show root 10/8 proto static
ip route get 10.1.2.3
ip route get 10.2.0.1
ip route get 10.0.0.1
ip route add 10.1.0.0/16 via 10.0.0.3 metric 5
ip route replace 10.1.0.0/16 via 10.0.0.6 metric 5
ip route change 10.9.0.0/16 via 10.0.0.6
ip route del 10.9.0.0/16
ip route add 10.9.0.0/16 via 192.0.2.1
ip route add 10.9.0.1/16 via 10.0.0.2
ip route add 10.9.0.0/16 dev v9
ip route add 10.9.0.0/16 nexthop dev v9
ip route flush proto static
ip route
ip -6 route add 2001:db8::/32 dev lo pref high metric 9
ip -6 route add unreachable 2001:db9::/32
ip -6 route
ip -6 route get 2001:db9::1
ip route flush cache
