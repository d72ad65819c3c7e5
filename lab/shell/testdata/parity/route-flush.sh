sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.1.1/24 dev veth1
ip route add default via 10.0.0.254
ip route add 10.1.0.0/16 via 10.0.0.2 proto static
ip route add 10.2.0.0/16 via 10.0.1.2
ip route flush 10.1.0.0/16; echo $?
ip route
ip route flush dev veth1; echo $?
ip route
ip route flush proto kernel; echo $?
ip route
ip route flush root 0/0; echo $?
ip route
ip route flush table main; echo $?
ip route flush cache; echo $?
ip route flush table 100; echo $?
