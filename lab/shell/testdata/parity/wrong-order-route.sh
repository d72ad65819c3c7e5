ip link add v0 type veth peer name v1
ip link set v0 up
ip addr add 10.0.0.1/24 dev v0
ip route add 10.5.0.0/16 nexthop via 10.0.0.9 dev none weight x
echo $?
ip route add 10.5.0.0/16 nexthop via x dev none
echo $?
ip route add 10.5.0.0/16 nexthop dev none metric 5
echo $?
ip route add 10.5.0.0/16 dev none nexthop dev nothing
echo $?
ip route add 10.5.0.0/16 dev none metric x
echo $?
ip -j route show dev none
echo $?
ip -j -p route show table 7
echo $?
ip addr show master none label x foo
echo $?
ip neigh show master none nud x
echo $?
ip neigh show nud x master none
echo $?
