sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 brd + dev veth0
ip route add default via 10.0.0.254
ip route add 10.5.0.0/16 via 10.0.0.5 mtu 1300
ip route get 10.0.0.2
ip route get 10.5.1.1
ip route get 8.8.8.8
ip route get 127.0.0.1
ip route get 10.0.0.1
ip route get 10.0.0.255
ip route get 224.0.0.1
ip route get 10.0.0.2 from 10.0.0.1
ip route get 10.0.0.2 oif veth0
ip route get 192.0.2.1 dev veth0
ip route get to 10.0.0.2 uid 1000
ip route get 10.0.0.2 mark 5
ip route get fibmatch 10.5.1.1
ip route get fibmatch 10.0.0.2
ip -o route get 10.0.0.2
ip route get 10.0.0.1 from 10.0.0.77 iif veth0
ip route get 10.0.0.0/24
ip -4 route get 10.0.0.3
