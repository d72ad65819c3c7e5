# Of master and nomaster the last counts.
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link add br0 address 02:00:00:00:00:03 type bridge
ip link set v1 master br0
ip link set v0 addrgenmode none
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.1.1/24 dev v1
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:0a dev v0
ip neigh add 10.0.1.2 lladdr 02:00:00:00:00:0b dev v1
for words in 'nomaster master br0' 'master br0 nomaster' 'master v0 master br0' 'nomaster nomaster'; do
	for what in link addr neigh '-j addr' '-4 -o addr'; do
		echo "$ $what $words"
		ip $what show $words
	done
done
ip neigh flush nomaster master br0 nud permanent
ip neigh
