sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route add 10.1.0.0/16 via 10.0.0.2 mtu 1400 advmss 1300
ip route add 10.2.0.0/16 via 10.0.0.2 mtu lock 1400 window 4096 hoplimit 7
ip route add 10.3.0.0/16 via 10.0.0.2 proto static scope global
ip route add 10.4.0.0/16 dev veth0 proto 77 scope host
ip route add 10.5.0.0/16 dev veth0 scope 42 proto dhcp
ip route add 10.6.0.0/16 via 10.0.0.2 tos 0x10
ip route add 10.7.0.0/16 via 10.0.0.2 tos CS1
ip route add 10.8.0.0/16 via 192.0.2.1 dev veth0 onlink
ip route add 10.9.0.0/16 via 10.0.0.2 initcwnd 10 initrwnd 20 quickack 1 cwnd 5 ssthresh 9 reordering 4
ip route add 10.10.0.0/16 via inet6 fe80::1 dev veth0
ip route
ip route show proto static
ip route show proto kernel
ip route show proto 77
ip route show scope link
ip route show scope host
ip route show tos 0x10
ip -o route
