sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route add default via 10.9.9.9; echo $?
ip route add default via 10.0.0.1; echo $?
ip route add default via 10.0.0.2 dev veth1; echo $?
ip route add default via 10.0.0.2; echo $?
ip route add default via 10.0.0.3; echo $?
ip route add 10.0.0.0/24 dev veth0 proto kernel scope link src 10.0.0.1; echo $?
ip route add 10.1.0.0/16 dev bogus; echo $?
ip route add 10.1.0.0/16 dev veth0 src 10.7.7.7; echo $?
ip route add 10.1.0.0/16 via 224.0.0.1; echo $?
ip route add 10.1.0.0/16 via 10.0.0.2 scope host; echo $?
ip route del 10.9.0.0/16; echo $?
ip route del default via 10.0.0.9; echo $?
ip route del default dev veth1; echo $?
ip route del 10.9.0.0/16 dev bogus; echo $?
ip route change 10.9.0.0/16 via 10.0.0.2; echo $?
ip route test 10.9.0.0/16 via 10.0.0.2; echo $?
ip link set veth1 down; echo $?
until ip link show veth0 | grep -q 'state LOWERLAYERDOWN'; do :; done
ip route add 10.2.0.0/16 dev veth1; echo $?
ip route add blackhole 10.3.0.0/16 dev veth0; echo $?
ip -6 route add 2001:db8::/32 via 2001:db9::1; echo $?
ip -6 route add 2001:db8::/32 via fe80::1; echo $?
ip -6 route del 2001:db8::/32; echo $?
ip route; echo $?
