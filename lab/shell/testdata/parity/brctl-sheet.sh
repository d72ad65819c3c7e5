brctl addbr br0
brctl show
ip link add A type veth peer name B
brctl addif br0 A
brctl show br0
ip link set A up
ip addr add 172.17.42.1/16 dev br0
ip link set br0 up
ip link show A
brctl show
brctl delif br0 A
brctl show
ip link set br0 down
brctl delbr br0
brctl show
