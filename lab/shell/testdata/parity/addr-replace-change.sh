sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip addr replace 10.0.0.1/24 dev veth0
ip addr replace 10.0.0.1/24 brd + dev veth0
ip addr change 10.0.0.1/24 dev veth0 metric 50
ip addr show dev veth0
ip link set veth0 up
ip route
ip addr change 10.0.0.9/24 dev veth0; echo $?
ip addr chg 10.0.0.1/24 dev veth0 preferred_lft 0; echo $?
ip addr show dev veth0
