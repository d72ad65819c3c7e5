sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.0.1/24 dev veth0; echo $?
ip addr add 10.0.0.1/24 dev veth1; echo $?
ip addr add 10.0.0.2/24 dev bogus; echo $?
ip addr del 10.0.0.9/24 dev veth0; echo $?
ip addr del 10.0.0.1/25 dev veth0; echo $?
ip addr del 10.0.0.1/24 dev veth1; echo $?
ip addr del 10.0.0.1/24 dev bogus; echo $?
ip addr del 10.0.0.9 dev veth0; echo $?
ip addr change 10.0.0.9/24 dev veth0; echo $?
ip addr add 224.0.0.1/24 dev veth0; echo $?
ip addr add 0.0.0.0/0 dev veth0; echo $?
ip addr add 255.255.255.255/32 dev veth0; echo $?
ip addr add 10.0.0.3/0 dev veth0; echo $?
ip -6 addr add 2001:db8::1/64 dev veth0 nodad; echo $?
ip -6 addr add 2001:db8::1/64 dev veth0 nodad; echo $?
ip -6 addr del 2001:db8::9/64 dev veth0; echo $?
ip -6 addr add ::/64 dev veth0; echo $?
ip -6 addr add ff02::1/64 dev veth0; echo $?
ip addr add 10.0.0.4/24 dev veth0 label toolonglabelname0; echo $?
ip addr add 10.0.0.4/24 dev veth0 label bogus; echo $?
ip -4 addr show; echo $?
