sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 broadcast + dev veth0
ip addr add 10.0.1.1/24 brd - dev veth0
ip addr add 10.0.2.1/24 brd 10.0.2.77 dev veth0
ip addr add 10.0.3.1/30 brd + dev veth0
ip addr add 10.0.4.1/31 brd + dev veth0
ip addr add 10.0.5.1/13 b + dev veth0
ip addr add 10.0.6.1/0 brd + dev veth0
ip addr show veth0
