ip link add v0 type veth peer name v1
ip netns add n1
ip link set v1 netns n1
ip link set v0 addrgenmode none
ip -n n1 link set v1 addrgenmode none
ip link set v0 up
ip -n n1 link set v1 up
ip addr add 10.0.0.1/24 dev v0
ip addr add fe80::88/64 dev v0 nodad
ip -n n1 addr add fe80::99/64 dev v1 nodad
ip link set lo up
# The kernel enters the routes to addresses of IPv6 a moment later.
until [ "$(ip -6 route show table local fe80::88)" ] && [ "$(ip -n n1 -6 route show table local fe80::99)" ]; do :; done
ping -c 1 -W 1 0
ping -c 1 -W 1 0.0.0.0
ping -c 1 -W 1 ::
ping -c 1 -W 1 -I v0 0
ping -c 1 -W 1 fe80::88
ping -c 1 -W 1 fe80::99%v0
ping -c 1 -W 1 -I v0 fe80::99
ping -c 1 -W 1 -I fe80::88%v0 fe80::99%v0
ping -q -c 1 -W 1 -I v0 ff02::1
ping -q -c 1 -W 1 ff02::1%v0
ping -c 1 -W 1 -I v0 fe80::1 || echo "status $?"
