sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.1.1/24 dev veth1
ip route add default nexthop via 10.0.0.2 dev veth0 weight 1 nexthop via 10.0.1.2 weight 3
ip route add 10.5.0.0/16 proto static metric 5 nexthop dev veth0 nexthop via 10.0.1.9 dev veth1 onlink
ip route
ip -o route
ip route show 10.5.0.0/16
ip route show dev veth0
ip route del default
ip route
ip link set veth1 down
until ip link show veth0 | grep -q 'state LOWERLAYERDOWN'; do :; done
ip route
