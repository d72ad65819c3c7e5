sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.0.2/24 dev veth1
ip link set veth0 up
ip addr show veth0
ip addr show veth1
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip -4 addr
ip route
ip link set veth0 down
until ip link show veth1 | grep -q 'state LOWERLAYERDOWN'; do :; done
ip -4 addr
ip route
ip link del veth1
ip addr
