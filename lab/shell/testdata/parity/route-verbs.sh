sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route add 10.1.0.0/16 via 10.0.0.2
ip route add 10.1.0.0/16 via 10.0.0.3; echo $?
ip route append 10.1.0.0/16 via 10.0.0.3; echo $?
ip route prepend 10.1.0.0/16 via 10.0.0.4; echo $?
ip route
ip route replace 10.1.0.0/16 via 10.0.0.5; echo $?
ip route change 10.1.0.0/16 via 10.0.0.6; echo $?
ip route replace 10.2.0.0/16 via 10.0.0.7; echo $?
ip route change 10.3.0.0/16 via 10.0.0.7; echo $?
ip route test 10.2.0.0/16 via 10.0.0.7; echo $?
ip route
ip route del 10.1.0.0/16 via 10.0.0.3; echo $?
ip route d 10.1.0.0/16; echo $?
ip route
