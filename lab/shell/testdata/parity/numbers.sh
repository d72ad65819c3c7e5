# numbers as strtoul reads them: blanks, a plus, and minus nothing; times of a route that are long or negative
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
run() { echo "# $*"; "$@"; echo $?; }
run ip link set v0 mtu " 1300"
run ip link set v0 group " 6"
run ip link set v0 address +2:0:0:0:0:1
run ip link add d1 index +77 type dummy
run ip link add d2 index 4294967296 type dummy
run ip link add d2 index -5 type dummy
run ip -br link
run ip addr add " 10.5.5.5" dev v0
run ip addr add 10.5.6.1/+24 dev v0 metric +5 scope +5 valid_lft +100
run ip addr show dev v0 scope 5
run ip neigh add 10.5.6.2 lladdr 2:0:0:0:0:5 dev v0 nud " 128"
run ip neigh add 10.5.6.3 lladdr 2:0:0:0:0:5 dev v0 nud +128
run ip neigh show 10.5.6.2
run ip neigh show 10.5.6.3
run ip route add +10.1.69.0/24 dev v0 metric +4 proto " 4" mtu +1400
run ip route add 10.1.+70.0/24 dev v0 metric " 4"
run ip route add 10.1.74.0/+24 nexthop dev v0 weight +3 nexthop dev v1
run ip route show table " 254"
run ip route show table +254 proto +4
run ip route show scope +253
run ip route get 10.1.69.1 mark +5 uid +5
run ip netns add n1
run ip netns set n1 " 6"
run ip netns list
for words in "pref +5" "pref -0" "fwmark +5" "fwmark 5/+3" "goto +32766" "tos +8" "ipproto +6" "protocol +6" "pref -1" "tos -8" "ipproto 0x6" "tos 100"; do
  run ip rule add $words to 10.77.0.0/16
done
run ip rule add to 10.77.0.0/16 suppress_prefixlength " 5"
run ip rule
run ip link add vx0 type vxlan id +7 dstport 4789 dev v0 tos +5
run ip -d link show vx0
for time in 1234567ms 4294967295 -5 -5ms -0 +8 " 16ms" -1.5 1e3 99999999s; do
  run ip route replace 10.1.80.0/24 dev v0 rtt "$time"
  run ip route show 10.1.80.0/24
  run ip route replace 10.1.80.0/24 dev v0 rto_min "$time"
  run ip route show 10.1.80.0/24
done
run ip route replace 10.1.80.0/24 dev v0 rto_min 2000001ms rttvar 1234567ms
run ip route show 10.1.80.0/24
run ip -j route show 10.1.80.0/24
for address in 10.1 0200.0000.0001 1.2.3 256.1 .1 1. 1.2.3.4.5; do
  run ip link set v0 address $address
  run ip neigh add 10.5.6.9 lladdr $address dev v0
done
run ip link add v5 address 0200.0000.0001 type veth
