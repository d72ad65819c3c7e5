ip link set lo up
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
ip route add 10.9.0.0/16 via 10.0.0.2 mtu 1300
ip -o route get 10.9.1.1
ip -j -p route get 10.9.1.1
ip -c -o route get 10.9.1.1
ip route get 10.9.1.1 mark 5
ip -j route get 10.9.1.1 mark 0x20
ip route get fibmatch 10.9.1.1
ip -j route get fibmatch 10.9.1.1
ip route get 10.0.0.255
ip -j route get 10.0.0.255
sysctl -qw net.ipv4.ip_forward=1
ip -c=always route get 10.0.0.5 from 10.0.0.7 iif v0
