sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip addr add 2001:db8::1/64 dev veth0
ip addr show dev veth0
ip addr show tentative
ip addr show -tentative dev veth0
ip -br addr show veth0
