# -j and -p of routes, of answers, and of neighbours
ip link set lo up
ip link add name v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 addrgenmode none
ip link set v1 addrgenmode none
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 2001:db8::1/64 dev v0 nodad
until [ "$(ip -6 route show table local 2001:db8::1)" ]; do :; done
ip route add 10.5.0.0/16 via 10.0.0.9 dev v0 mtu 1400 advmss lock 1000 rto_min 300ms quickack 1 features ecn congctl cubic
ip route add 10.6.0.0/16 nexthop via 10.0.0.8 dev v0 weight 3 nexthop dev v1
ip route add blackhole 10.7.0.0/16
ip route add 10.8.0.1 dev v1 scope host table 100 proto 99 tos 0x10 realms 3/4 src 10.0.0.1
ip route add unreachable 10.9.0.0/16 metric 4278198272
ip route add 10.11.0.0/16 via inet6 2001:db8::9 dev v0
ip route add default via 10.0.0.254 onlink dev v0
ip route add 2001:db8:1::/48 via 2001:db8::2 dev v0 pref high metric 5
ip -j route
ip -j -p route show 10.6.0.0/16
ip -j route show table 100
ip -j -4 route show table local
ip -j -6 route show 2001:db8:1::/48
ip -j -6 route show table local dev v0
ip -d route
ip -d -6 route
ip -j -d route
ip -d route show table 100
ip -j route get 10.5.3.3
ip -j -p route get 10.0.0.1
ip -j -6 route get 2001:db8:1::1
ip -j route show dev v0 proto kernel
ip -j route show type blackhole
ip -j route show table 77
ip -j route get 192.0.2.1 from 10.0.0.1
