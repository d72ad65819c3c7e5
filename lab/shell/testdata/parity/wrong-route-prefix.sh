sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route add bogus via 10.0.0.2; echo $?
ip route add 10.1.0.0/33 via 10.0.0.2; echo $?
ip route add 10.1.0.1/16 via 10.0.0.2; echo $?
ip route add 10.1.0.0/16 via bogus; echo $?
ip route add 10.1.0.0/16 via 2001:db8::1; echo $?
ip route add 2001:db8::/32 via 10.0.0.2; echo $?
ip -6 route add 10.1.0.0/16 via 10.0.0.2; echo $?
ip -4 route add default via fe80::1 dev veth0; echo $?
ip route add 10.1.0.0/16 src bogus dev veth0; echo $?
ip route add 10.1.0.0/16 from bogus dev veth0; echo $?
ip route add default/8 dev veth0; echo $?
ip -6 route add 2001:db8::1/32 dev veth0; echo $?
ip route show bogus; echo $?
ip route show root bogus; echo $?
ip route show via bogus; echo $?
ip -6 route show 10.0.0.0/8; echo $?
ip route show 10.0.0.0/8/8; echo $?
ip route; echo $?
