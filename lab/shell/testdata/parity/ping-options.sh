ip netns add t
ip link add v0 type veth peer name v1 netns t
ip addr add 192.0.2.1/24 dev v0; ip link set v0 up
ip -n t addr add 192.0.2.2/24 dev v1; ip -n t link set v1 up
sleep 0.7
ping -c 2 -i 0.1 192.0.2.2; echo $?
ping -c 1 -q 192.0.2.2; echo $?
ping -c1 -s10 192.0.2.2
ping -c 1 -s 0 192.0.2.2
ping -s 3000 -c 1 -n 192.0.2.2
ping -t 5 192.0.2.2 -c 1 -W 1
ping -D -c 1 192.0.2.2
ping -f -c 3 192.0.2.2
ping -f -q -c 3 192.0.2.2
ip netns exec t ping -c 1 192.0.2.1
