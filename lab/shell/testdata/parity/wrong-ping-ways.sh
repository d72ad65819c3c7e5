ip netns add t
ip link add v0 type veth peer name v1 netns t
ip addr add 192.0.2.1/24 dev v0; ip link set v0 up
ip -n t addr add 192.0.2.2/24 dev v1; ip -n t link set v1 up
sleep 2.2
ping -c 1 198.51.100.1; echo $?
ping -c 1 2001:db8::1; echo $?
ping -c 1 192.0.2.255; echo $?
ping -c 1 -I nosuch 192.0.2.2; echo $?
ping -c 1 -I 203.0.113.1 192.0.2.2; echo $?
ping -4 -c 1 ::1; echo $?
ping -6 -c 1 192.0.2.2; echo $?
ping -c 1 nosuch.example; echo $?
ping -c 1 999.1.1.1; echo $?
ping6 -c 1 localhost; echo $?
ip route add blackhole 203.0.113.0/24; ping -c 1 203.0.113.9; echo $?
ip route add unreachable 198.51.100.0/24; ping -c 1 198.51.100.1; echo $?
ip link set v0 down; ping -c 1 192.0.2.2; echo $?
