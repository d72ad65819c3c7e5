brctl addbr br0
ip link add v0 type veth peer name v1
ip link add w0 type veth peer name w1
brctl addif br0 v0 w0
ip link set v0 address 02:00:00:00:00:0a
ip link set w0 address 02:00:00:00:00:0b
ip link set br0 up
bridge fdb add 02:00:00:00:00:01 dev w0 master static
bridge fdb add 02:00:00:00:00:02 dev v0 master dynamic
bridge fdb add 02:00:00:00:00:03 dev v0 master permanent
bridge fdb add 02:00:00:00:00:04 dev br0
brctl showmacs br0
ip link set v0 nomaster
brctl showmacs br0
