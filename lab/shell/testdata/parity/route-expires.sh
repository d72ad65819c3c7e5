# a route that is about to go is told with its end until the last second
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
ip -6 route add 2001:db8:1::/64 dev v0 expires 1
ip -6 route add 2001:db8:2::/64 dev v0 expires 0
ip -6 route add 2001:db8:3::/64 dev v0 expires 100
sleep 0.1
ip -6 route show 2001:db8:1::/64
ip -j -6 route show 2001:db8:1::/64
ip -6 route show 2001:db8:2::/64
ip -6 route show 2001:db8:3::/64
