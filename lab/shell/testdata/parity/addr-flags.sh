sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip addr add 10.0.0.1/24 noprefixroute dev veth0
ip addr add 10.0.0.2/24 dev veth0
ip addr add 10.0.0.3/24 dev veth0
ip addr add 2001:db8::1/64 nodad noprefixroute dev veth0
ip addr add 2001:db8::2/64 nodad home dev veth0
ip addr add 2001:db8::3/64 nodad mngtmpaddr dev veth0
ip addr add 2001:db8::4/64 optimistic dev veth0
ip addr show dev veth0
ip addr show secondary
ip addr show primary dev veth0
ip addr show -secondary dev veth0
ip addr show home
ip addr show noprefixroute
ip link set veth0 up
ip route
