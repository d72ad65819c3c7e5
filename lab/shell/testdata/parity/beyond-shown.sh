# what the machine's own ip made and ours cannot show: it is shown by the machine's own
real=/usr/sbin/ip
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up; ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
ip route add 10.1.0.0/24 via 10.0.0.2
run() { echo "# $*"; "$@" 2>/dev/null; echo $?; }
run ip route
$real nexthop add id 7 via 10.0.0.2 dev v0
$real route add 10.2.0.0/24 nhid 7
run ip route
run ip -j route
run ip -d route show 10.2.0.0/24
run ip route show 10.1.0.0/24
run ip route get 10.2.0.9 fibmatch
$real route add 10.3.0.0/24 realms 5/6 via 10.0.0.2
$real route add 10.4.0.0/24 nexthop via 10.0.0.2 dev v0 realms 7 nexthop via 10.0.0.3 dev v0
run ip route
run ip route show 10.3.0.0/24
$real -6 route add 2001:db8:9::/64 encap ip6 id 5 dst 2001:db8::1 dev v0
run ip -6 route show 2001:db8:9::/64
printf 'route show 10.1.0.0/24\nroute show 10.2.0.0/24\nlink show lo\n' > /run/here/batch
run ip -batch /run/here/batch
run ip -j -batch /run/here/batch
for kind in "geneve id 5 remote 10.0.0.9" "vrf table 10" "gretap local 10.0.0.1 remote 10.0.0.9" "ifb"; do
  $real link add x0 type $kind; echo $?
  run ip -d link show x0
  run ip -d -j addr show dev x0
  run ip link show x0
  run ip -d link show lo
  $real link del x0
done
$real link add vrf0 type vrf table 10; $real link set v1 master vrf0
run ip -d link show v1
run ip -d addr show v1
run ip link show v1
