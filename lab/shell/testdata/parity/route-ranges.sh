sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route add default via 10.0.0.254
ip route add 10.0.0.0/8 via 10.0.0.2
ip route add 10.1.0.0/16 via 10.0.0.3
ip route add 10.1.2.0/24 via 10.0.0.4
ip route add 10.1.2.3/32 via 10.0.0.5
ip route show root 10.1.0.0/16
ip route show match 10.1.2.3
ip route show match 10.1.0.0/16
ip route show exact 10.1.0.0/16
ip route show to 10.1.0.0/16
ip route show 10.1.2.3
ip route show 10.1/16
ip route show to root 10.0.0.0/8
ip route show to match default
ip route show via 10.0.0.0/30
ip route show root 0/0
ip route show any
