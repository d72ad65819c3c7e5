sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 192.168.5.2/24 dev veth0
ip addr show veth0
ip address add 10.1.2.3 dev veth0
ip a a 10.9.8.7/8 dev veth0
ip a s dev veth0
ip addr
ip a l
