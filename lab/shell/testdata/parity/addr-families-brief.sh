sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip addr add 10.0.0.1/24 dev veth0
ip addr add 2001:db8::1/64 nodad dev veth0
ip -4 addr
ip -6 addr
ip -br addr
ip -br -4 addr
ip -br -6 addr
ip -o addr
ip -o -4 addr
ip -o -6 addr
ip -o -br addr
ip -f inet addr show dev veth0
ip -family inet6 addr show dev veth0
ip -br addr show dev veth1
