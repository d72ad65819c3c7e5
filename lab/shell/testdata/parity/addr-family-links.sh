# Where a family is asked for, the kernel is not told which links are meant: -o and labels show those of all.
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link add br0 address 02:00:00:00:00:03 type bridge
ip link set v1 master br0
ip link set v0 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.1.1/24 dev v1
ip addr add 10.0.2.1/24 dev br0
for flags in -4 '-4 -o' '-4 -br' '-4 -j' '-4 -o -j' '-4 -br -j' '-j -o'; do
	for words in 'type veth' 'type bridge' 'master br0' nomaster 'type bridge_slave' 'group 5' up 'dev v1 nomaster' 'dev br0 up' 'dev v0 type bridge'; do
		for label in '' 'label v*' 'label lo'; do
			set -f
			echo "$ $flags $words $label"
			ip $flags addr show $words $label
			set +f
		done
	done
done
