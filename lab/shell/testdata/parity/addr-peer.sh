sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1 peer 10.0.0.2 dev veth0
ip addr add 10.0.1.1/32 peer 10.0.1.2/24 dev veth0
ip addr add local 10.0.2.1 remote 10.0.2.2/30 dev veth0
ip addr show dev veth0
ip -br addr show dev veth0
ip -o addr show dev veth0
ip addr del 10.0.0.1 peer 10.0.0.2 dev veth0
ip addr del 10.0.1.1/24 dev veth0
ip addr show dev veth0
