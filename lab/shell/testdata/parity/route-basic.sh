sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 192.168.5.2/24 dev veth0
ip route
ip route add default via 192.168.5.1
ip route add 10.0.0.0/8 via 192.168.5.3
ip route add 10.1.0.0/16 dev veth0
ip route add 10.2.2.2 via 192.168.5.4 dev veth0
ip route add 172.16/12 via 192.168.5.9 metric 100
ip route add 10.3.0.0/16 dev veth0 src 192.168.5.2
ip route show
ip r
ip ro l
ip route show default
ip route show dev veth0
ip route show dev veth1
ip route list via 192.168.5.3
ip route show src 192.168.5.2
ip route show metric 100
ip route del 10.0.0.0/8
ip route del default via 192.168.5.1
ip route del 10.2.2.2
ip route show
