sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.0.2/24 dev veth0 valid_lft x; echo $?
ip addr add 10.0.0.2/24 dev veth0 valid_lft 0; echo $?
ip addr add 10.0.0.2/24 dev veth0 valid_lft 10 preferred_lft 20; echo $?
ip addr add 10.0.0.2/24 dev veth0 valid_lft 10; echo $?
ip addr add 10.0.0.2/24 dev veth0 preferred_lft -1; echo $?
ip addr add 10.0.0.2/24 dev veth0 preferred_lft 5000000000; echo $?
ip addr add 10.0.0.2/24 dev bogus valid_lft 0; echo $?
ip addr add 10.0.0.2/24 dev veth0 valid_lft 10 valid_lft 20; echo $?
ip addr add 10.0.0.2/24 dev veth0 metric x; echo $?
ip addr add 10.0.0.2/24 dev veth0 scope bogus; echo $?
ip addr add 10.0.0.2/24 dev veth0 scope 256; echo $?
ip addr add 10.0.0.2/24 brd + brd - dev veth0; echo $?
ip addr add 10.0.0.2/24 peer 10.0.0.3 peer 10.0.0.4 dev veth0; echo $?
ip addr add 10.0.0.2/24 dev veth0 label; echo $?
ip addr add 10.0.0.2/24 dev veth0 scope; echo $?
ip addr show scope bogus; echo $?
ip addr show group bogus; echo $?
ip addr show type; echo $?
ip -4 addr show veth0; echo $?
