sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
until ip -6 addr show dev veth0 scope link | grep -q fe80; do :; done
ip addr add 2001:db8::1/64 dev veth0
until ip -6 route show table local | grep -q '^local 2001:db8::1 '; do :; done
ip -6 route
ip route add 2001:db8:1::/48 via 2001:db8::2
ip -6 route add default via fe80::2 dev veth0
ip -6 route add 2001:db8:2::/48 via 2001:db8::2 metric 5 proto static mtu 1280
ip -6 route add unreachable 2001:db8:3::/48
ip -6 route add blackhole 2001:db8:4::/48
ip -6 route add 2001:db8:5::/48 dev veth0 pref high
ip -6 route add 2001:db8:6::/48 nexthop via 2001:db8::3 dev veth0 weight 2 nexthop via 2001:db8::4 dev veth0
ip -6 route add 2001:db8:7::/48 dev veth0 src 2001:db8::1
ip -6 route
ip -6 -o route
ip -6 route show default
ip -6 route show dev veth0
ip -6 route show 2001:db8:1::/48
ip -6 route show root 2001:db8::/32
ip -6 route show table local
ip route show 2001:db8:1::/48
ip -6 route get 2001:db8::2
ip -6 route get 2001:db8:1::1
ip route get 2001:db8:1::1
ip -6 route get ::1
ip -6 route get 2001:db8:3::1; echo $?
ip -6 route get 2001:db8:4::1; echo $?
ip -6 route del 2001:db8:1::/48
ip -6 route del default
ip -6 route flush proto static
ip -6 route
