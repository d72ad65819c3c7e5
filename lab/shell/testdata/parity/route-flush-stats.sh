# Which of two ends has its own IPv6 route first is a matter of chance.
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip link set v1 up
fill() {
  ip route replace 10.1.0.0/16 via 10.0.0.2
  ip route replace 10.2.0.0/16 dev v0 proto static metric 5 src 10.0.0.1
  ip route replace blackhole 10.3.0.0/16
  ip route replace 10.4.0.0/16 table 100 via 10.0.0.2 mtu lock 1400
  ip route replace default nexthop via 10.0.0.2 weight 2 nexthop dev v1
}
fill; ip -s route; ip -4 -s -s route show table all type unicast
ip -s -d route; ip -s -j route
ip -s route get 10.1.2.3
ip -s -6 route show dev v1
ip -s route flush 10.1.0.0/16; echo $?
fill; ip -s -s route flush table 100; echo $?
fill; ip -s -s route flush proto static; echo $?
fill; ip -s -s route flush root 10.0.0.0/8; echo $?
fill; ip -s -s -d route flush default; echo $?
fill; ip -s -s -c -N route flush type blackhole; echo $?
fill; ip -d route flush table 100; echo $?
ip -s route flush table 100; echo $?
ip -s -s route flush 10.99.0.0/16; echo $?
ip -s route flush cache; echo $?
ip -s -4 route flush cache; echo $?
ip -s -6 route flush cache; echo $?
ip -6 route add 2001:db8::/64 dev v0; ip -6 route add 2001:db8:1::/64 via 2001:db8::1 metric 7
ip -6 -s -s route flush 2001:db8:1::/64; echo $?
ip -s -s -6 route flush table 55; echo $?
ip route
