ip link add br0 address 52:54:00:00:00:10 type bridge
for n in a b c d; do
	ip netns add $n
	ip link add v$n type veth peer name eth0 netns $n
	ip link set v$n master br0 up
	ip -n $n link set eth0 up
done
ip link set br0 up
for n in a b c d; do
	ip -n $n link show eth0
	ip link show v$n
done
ip link show br0
ip link show master br0
ip netns list
