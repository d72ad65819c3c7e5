# a rule that leads elsewhere
ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip link set v1 up
ip route add 192.0.2.0/24 via 10.0.0.9 table 100
ip route get 192.0.2.1
ip rule add from 10.0.0.1 table 100
ip route get 192.0.2.1 from 10.0.0.1
ip rule add to 198.51.100.0/24 prohibit
ip route get 198.51.100.1
ip rule del to 198.51.100.0/24 prohibit
ip route get 198.51.100.1
