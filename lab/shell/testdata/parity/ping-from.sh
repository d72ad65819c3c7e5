ip netns add t
ip link add v0 type veth peer name v1 netns t
ip addr add 192.0.2.1/24 dev v0; ip link set v0 up
ip -n t addr add 192.0.2.2/24 dev v1; ip -n t link set v1 up
sleep 0.7
ping -c 1 -I v0 192.0.2.2
ping -c 1 -I 192.0.2.1 192.0.2.2
ping -c 1 127.0.0.1
ping -4 -c 1 localhost
ping -n -c 1 localhost
ping -c 1 127.1
ping -c 1 192.0.2.1
ping -b -c 1 -W 0.3 192.0.2.255; echo $?
