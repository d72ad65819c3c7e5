ping -c 1 ::1
ping6 -c 1 ::1; echo $?
ping -6 -q -c 2 -i 0.1 ::1
ping -c 1 -I lo ::1
ping -c 1 -I ::1 ::1
ip netns add t
ip link add v0 type veth peer name v1 netns t
ip addr add 2001:db8::1/64 dev v0 nodad; ip link set v0 up
ip -n t addr add 2001:db8::2/64 dev v1 nodad; ip -n t link set v1 up
sleep 0.7
sleep 2.2
ping -c 1 2001:db8::2; echo $?
ping -c 1 -W 1 2001:db8:1::1; echo $?
