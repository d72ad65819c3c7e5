ip netns add t
ip link add v0 type veth peer name v1 netns t
ip addr add 192.0.2.1/24 dev v0; ip link set v0 up
ip -n t addr add 192.0.2.2/24 dev v1; ip -n t link set v1 up
sleep 0.7
sysctl -w net.ipv4.ip_forward=1
ip -n t route add 198.51.100.0/24 via 192.0.2.1
ip -n t route add 203.0.113.0/24 via 192.0.2.1
ip route add unreachable 203.0.113.0/24
ip netns exec t ping -c 1 198.51.100.7; echo $?
ip netns exec t ping -c 1 203.0.113.7; echo $?
ip netns add u
ip link add w0 type veth peer name w1 netns u
ip addr add 10.0.0.1/24 dev w0; ip link set w0 up
ip -n u addr add 10.0.0.2/24 dev w1; ip -n u link set w1 up
ip -n u route add default via 10.0.0.1; ip -n t route add default via 192.0.2.1
ip netns exec t ping -c 1 10.0.0.2; echo $?
ip netns exec t ping -c 1 -t 1 10.0.0.2; echo $?
