ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
for n in 010 0x10 ' 16' +16 16x -1 0b1 1_0 ''; do
	echo "# cost '$n'"; bridge link set dev v0 cost "$n"; echo $?
	bridge -d link show dev v0 | grep -o 'cost [0-9]*'
	echo "# priority '$n'"; bridge link set dev v0 priority "$n"; echo $?
	bridge -d link show dev v0 | grep -o 'priority [0-9]*'
	echo "# state '$n'"; bridge link set dev v0 state "$n"; echo $?
	echo "# vlan state '$n'"; bridge vlan set dev v0 vid 1 state "$n"; echo $?
	echo "# mcast_router '$n'"; bridge vlan set dev v0 vid 1 mcast_router "$n"; echo $?
	echo "# global '$n'"; bridge vlan global set dev br0 vid 1 mcast_last_member_count "$n"; echo $?
done
