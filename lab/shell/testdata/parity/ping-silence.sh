ip netns add t
ip link add v0 type veth peer name v1 netns t
ip addr add 192.0.2.1/24 dev v0; ip link set v0 up
ip -n t addr add 192.0.2.2/24 dev v1; ip -n t link set v1 up
sleep 0.7
ping -c 1 -W 0.3 192.0.2.9; echo $?
ping -w 1 -i 0.3 192.0.2.9; echo $?
ping -w 1 -c 2 -i 0.1 192.0.2.2; echo $?
ping -q -c 2 -i 0.1 -W 0.2 192.0.2.9; echo $?
