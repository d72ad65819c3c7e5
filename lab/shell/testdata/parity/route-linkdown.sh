sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0
ip link set veth0 up
ip route add 10.5.0.0/16 via 10.0.0.5
ip route
ip route show table local
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip route
ip link set veth1 down
until ip link show veth0 | grep -q 'state LOWERLAYERDOWN'; do :; done
ip route
ip link set veth0 down
ip route
