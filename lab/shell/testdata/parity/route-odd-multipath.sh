sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
echo '# ip addr add 10.0.0.1/24 dev veth0'; ip addr add 10.0.0.1/24 dev veth0; echo $?
echo '# ip addr add 10.0.1.1/24 dev veth1'; ip addr add 10.0.1.1/24 dev veth1; echo $?
echo '# ip route add 10.3.0.0/16 via 10.0.0.2 rtt 300ms'; ip route add 10.3.0.0/16 via 10.0.0.2 rtt 300ms; echo $?
echo '# ip route add 10.4.0.0/16 via 10.0.0.2 rto_min 1s'; ip route add 10.4.0.0/16 via 10.0.0.2 rto_min 1s; echo $?
echo '# ip route add 10.5.0.0/16 via 10.0.0.2 features ecn'; ip route add 10.5.0.0/16 via 10.0.0.2 features ecn; echo $?
echo '# ip route add 10.6.0.0/16 via 10.0.0.2 congctl reno'; ip route add 10.6.0.0/16 via 10.0.0.2 congctl reno; echo $?
echo '# ip route add 10.7.0.0/16 via 10.0.0.2 realms 5'; ip route add 10.7.0.0/16 via 10.0.0.2 realms 5; echo $?
echo '# ip route add 10.8.0.0/16 via 10.0.0.2 rttvar 5s'; ip route add 10.8.0.0/16 via 10.0.0.2 rttvar 5s; echo $?
echo '# ip route add 10.9.0.0/16 via 10.0.0.2 mtu lock 1300 advmss lock 900 hoplimit lock 3'; ip route add 10.9.0.0/16 via 10.0.0.2 mtu lock 1300 advmss lock 900 hoplimit lock 3; echo $?
echo '# ip route'; ip route; echo $?
echo '# ip route add default equalize nexthop via 10.0.0.2'; ip route add default equalize nexthop via 10.0.0.2; echo $?
echo '# ip route add default nexthop via 10.0.0.2 dev veth0 nexthop via 10.0.1.2 dev veth1'; ip route add default nexthop via 10.0.0.2 dev veth0 nexthop via 10.0.1.2 dev veth1; echo $?
echo '# ip route get 8.8.8.8 oif veth1'; ip route get 8.8.8.8 oif veth1; echo $?
echo '# ip route append default nexthop via 10.0.0.3 dev veth0'; ip route append default nexthop via 10.0.0.3 dev veth0; echo $?
echo '# ip route replace default nexthop via 10.0.0.9 weight 256'; ip route replace default nexthop via 10.0.0.9 weight 256; echo $?
echo '# ip route'; ip route; echo $?
echo '# ip route del default nexthop via 10.0.0.9'; ip route del default nexthop via 10.0.0.9; echo $?
echo '# ip route add 10.20.0.0/16 nexthop via inet6 2001:db8::5 dev veth0'; ip route add 10.20.0.0/16 nexthop via inet6 2001:db8::5 dev veth0; echo $?
echo '# ip route add 10.21.0.0/16 nexthop via inet6 fe80::5 dev veth0 nexthop via 10.0.1.5'; ip route add 10.21.0.0/16 nexthop via inet6 fe80::5 dev veth0 nexthop via 10.0.1.5; echo $?
echo '# ip route'; ip route; echo $?
echo '# ip route add 10.22.0.0/16 nexthop via 10.0.0.2 onlink dev veth0 weight 5'; ip route add 10.22.0.0/16 nexthop via 10.0.0.2 onlink dev veth0 weight 5; echo $?
echo '# ip route add 10.23.0.0/16 dev veth0 nexthop via 10.0.0.2'; ip route add 10.23.0.0/16 dev veth0 nexthop via 10.0.0.2; echo $?
echo '# ip route add 10.24.0.0/16 via 10.0.0.2 nexthop via 10.0.0.3'; ip route add 10.24.0.0/16 via 10.0.0.2 nexthop via 10.0.0.3; echo $?
echo '# ip -6 route add 2001:db8:1::/48 nexthop via fe80::1 dev veth0 nexthop via fe80::2 dev veth0 weight 3'; ip -6 route add 2001:db8:1::/48 nexthop via fe80::1 dev veth0 nexthop via fe80::2 dev veth0 weight 3; echo $?
echo '# ip -6 route'; ip -6 route; echo $?
echo '# ip -6 route get 2001:db8:1::5'; ip -6 route get 2001:db8:1::5; echo $?
echo '# ip route'; ip route; echo $?
echo '# ip -o route show 10.21.0.0/16'; ip -o route show 10.21.0.0/16; echo $?
echo '# ip route show dev veth1'; ip route show dev veth1; echo $?
