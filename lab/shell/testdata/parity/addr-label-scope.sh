sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 label veth0:web dev veth0
ip addr add 10.0.1.1/24 label veth0:db scope link dev veth0
ip addr add 10.0.2.1/24 scope host dev veth0
ip addr add 10.0.3.1/24 scope 200 dev veth0
ip addr add 10.0.4.1/24 scope 77 dev veth0
ip addr add 127.0.5.1/24 dev veth0
ip addr show veth0
ip addr show label veth0:web
ip addr show label 'veth0:*'
ip addr show label 'veth?:d*'
ip addr show scope link
ip addr show scope host
ip addr show scope 77
ip addr show scope all dev veth0
ip -br addr show label 'veth0:*'
ip -o addr show label 'veth0:*'
