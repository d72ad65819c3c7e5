sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 brd + dev veth0
ip route add 10.5.0.0/16 via 10.0.0.5 table 100
ip route add default via 10.0.0.6 table 1000
ip route show table 100
ip route show table 1000
ip route show table local
ip route show table main
ip route show table 255
ip -4 route show table all
ip route show table 100 dev veth0
ip route show table all 10.5.0.0/16
ip route flush table 100
ip route show table 100
ip -4 route show table all
ip route show table default
echo $?
