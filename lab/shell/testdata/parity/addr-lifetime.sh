sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip addr add 10.0.0.1/24 valid_lft 1000 preferred_lft 500 dev veth0
ip addr add 10.0.1.1/24 valid_lft forever preferred_lft 0 dev veth0
ip addr add 10.0.2.1/24 valid_lft forever preferred_lft forever dev veth0
ip addr add 2001:db8::1/64 valid_lft 1000 preferred_lft 0 nodad dev veth0
ip addr show dev veth0 | sed 's/[0-9]*sec/Nsec/g'
ip addr show dynamic | sed 's/[0-9]*sec/Nsec/g'
ip addr show permanent
ip addr show deprecated | sed 's/[0-9]*sec/Nsec/g'
ip addr show -deprecated dev veth0 | sed 's/[0-9]*sec/Nsec/g'
ip addr change 10.0.0.1/24 valid_lft forever preferred_lft forever dev veth0
ip addr show dev veth0 permanent
ip addr flush dev veth0
