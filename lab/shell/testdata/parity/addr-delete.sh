sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.0.2/24 dev veth0
ip addr add 10.0.1.1/24 dev veth0
ip addr del 10.0.1.1/24 dev veth0
ip addr del 10.0.0.1/24 dev veth0
ip addr show veth0
ip addr add 10.0.0.1/24 dev veth0
ip addr del 10.0.0.1 dev veth0
ip addr add 10.0.0.1/24 label veth0:a dev veth0
ip addr del 10.0.0.1/24 label veth0:b dev veth0; echo $?
ip addr del 10.0.0.1/24 label veth0:a dev veth0; echo $?
ip addr d 10.0.0.1/24 dev veth0; echo $?
ip addr show veth0
