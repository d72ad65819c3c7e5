sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
until ip -6 addr show dev veth0 scope link | grep -q fe80; do :; done
ip -6 addr add 2001:db8::1/64 dev veth0
ip addr add fd00::1 dev veth0 nodad
ip addr add 2001:db8:1::1 peer 2001:db8:1::2/128 dev veth0
ip addr add fe80::5/64 scope link dev veth0 nodad
ip addr add ::192.0.2.1/128 dev veth0 nodad
ip addr add ::ffff:192.0.2.1/128 dev veth0 nodad
while ip -6 addr show dev veth0 | grep -q tentative; do :; done
ip -6 addr show dev veth0
ip -6 -o addr show dev veth0
ip -6 -br addr
ip -4 addr
ip -6 addr show scope link
ip addr show to 2001:db8::/32
ip addr del 2001:db8::1/64 dev veth0
ip addr del fd00::1 dev veth0
ip -6 addr show scope global
