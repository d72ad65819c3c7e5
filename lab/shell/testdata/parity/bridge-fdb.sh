ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge fdb
ip link set br0 up
ip link set v0 up
ip link set v1 up
sleep 2.2
bridge fdb add 02:00:00:00:00:01 dev v0 master
bridge fdb add 2:0:0:0:0:2 dev v0 master static
bridge fdb append 02:00:00:00:00:03 dev v0 master dynamic
bridge fdb replace 02:00:00:00:00:04 dev v0 master dynamic sticky
bridge fdb add to 02:00:00:00:00:05 dev v0 ma ext
bridge fdb add 02:00:00:00:00:06 dev v0
bridge fdb add 02:00:00:00:00:07 dev br0
bridge fdb add 02:00:00:00:00:08 dev br0 self
bridge fdb add 02:00:00:00:00:09 dev v0 local self master
bridge fdb show
bridge fdb show dev v0
bridge fdb show brport v0 dynamic
bridge fdb show br br0 state permanent
bridge fdb show br br0 dev v0
bridge fdb show state static state reachable
bridge fdb show state 0x40
bridge fdb show state all
bridge fdb lst junk
bridge -s fdb show dev v0
bridge -d fdb show dev v0
bridge -o fdb show dev v0
bridge fdb show vlan 5
