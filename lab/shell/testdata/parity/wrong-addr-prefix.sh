sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip addr add bogus dev veth0; echo $?
ip addr add 10.0.0.256/24 dev veth0; echo $?
ip addr add 10.0.0.2/33 dev veth0; echo $?
ip addr add 10.0.0.2/x dev veth0; echo $?
ip addr add 10.0.0.2/ dev veth0; echo $?
ip addr add 10.0.0.2/255.255.255.0 dev veth0; echo $?
ip addr add 10.0.0.3/255.0.255.0 dev veth0; echo $?
ip addr add 10.0.0.2.4/24 dev veth0; echo $?
ip addr add 2001:db8::x/64 dev veth0; echo $?
ip addr add 2001:db8::1/129 dev veth0; echo $?
ip addr add fe80::1%veth0/64 dev veth0; echo $?
ip -6 addr add 10.0.0.2/24 dev veth0; echo $?
ip -4 addr add 2001:db8::1/64 dev veth0; echo $?
ip addr add 10.0.0.2/24 peer bogus dev veth0; echo $?
ip addr add 10.0.0.2/24 peer 2001:db8::1 dev veth0; echo $?
ip addr add 10.0.0.2/24 brd bogus dev veth0; echo $?
ip addr add '' dev veth0; echo $?
ip addr add 0x0a.0.0.010/24 dev veth0; echo $?
ip addr show veth0 to bogus; echo $?
ip addr show to 10.0.0.0/99; echo $?
ip addr show; echo $?
