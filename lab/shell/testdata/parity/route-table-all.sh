sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
until ip -6 addr show dev veth0 scope link | grep -q fe80; do :; done
ip addr add 10.0.0.1/24 dev veth0
ip addr add 2001:db8::1/64 dev veth0
until ip -6 route show table local | grep -q '^local 2001:db8::1 '; do :; done
ip route show table all
ip -6 route show table all
ip route show table all dev veth1
ip route show table all type local
ip route show table all proto kernel scope link
