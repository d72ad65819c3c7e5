ip netns add red
ip netns add blue
ip link add br0 type bridge
for n in red blue; do
	ip link add to-$n address 02:00:00:00:01:0${#n} type veth peer name eth0 netns $n
	ip link set to-$n master br0
	ip link set to-$n up
	ip -n $n link set eth0 up
done
ip -n red link set eth0 address 02:00:00:00:00:01
ip -n blue link set eth0 address 02:00:00:00:00:02
ip -n red addr add 192.0.2.1/24 dev eth0
ip -n blue addr add 192.0.2.2/24 dev eth0
ip link set br0 up
ip netns exec red ping -c 1 -q 192.0.2.2
bridge fdb show brport to-red dynamic
bridge fdb show br br0 state reachable
brctl showmacs br0 | grep 02:00:00:00:00
brctl show
