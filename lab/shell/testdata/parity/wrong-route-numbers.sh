sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route add 10.1.0.0/16 dev veth0 metric x; echo $?
ip route add 10.1.0.0/16 dev veth0 table bogus; echo $?
ip route add 10.1.0.0/16 dev veth0 proto bogus; echo $?
ip route add 10.1.0.0/16 dev veth0 proto 256; echo $?
ip route add 10.1.0.0/16 dev veth0 scope bogus; echo $?
ip route add 10.1.0.0/16 dev veth0 mtu x; echo $?
ip route add 10.1.0.0/16 dev veth0 mtu lock x; echo $?
ip route add 10.1.0.0/16 dev veth0 hoplimit 256; echo $?
ip route add 10.1.0.0/16 dev veth0 advmss x; echo $?
ip route add 10.1.0.0/16 dev veth0 quickack 2; echo $?
ip route add 10.1.0.0/16 dev veth0 tos bogus; echo $?
ip route add 10.1.0.0/16 dev veth0 tos 100; echo $?
ip route add 10.1.0.0/16 dev veth0 pref bogus; echo $?
ip route add 10.1.0.0/16 dev veth0 expires x; echo $?
ip route add 10.1.0.0/16 dev veth0 metric -1; echo $?
ip route add 10.1.0.0/16 nexthop; echo $?
ip route add 10.1.0.0/16 nexthop via 10.0.0.2 weight 0; echo $?
ip route add 10.1.0.0/16 nexthop via 10.0.0.2 weight 257; echo $?
ip route add 10.1.0.0/16 nexthop via 10.0.0.2 dev bogus; echo $?
ip route add 10.1.0.0/16 nexthop via 10.0.0.2 bogus; echo $?
ip route add 10.1.0.0/16 nexthop via 10.0.0.2 nexthop via 10.9.9.9; echo $?
ip route show table bogus; echo $?
ip route show proto bogus; echo $?
ip route show type bogus; echo $?
ip route show scope bogus; echo $?
ip route; echo $?
