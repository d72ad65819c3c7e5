ip netns add red
ip netns add blue
ip link add v0 type veth peer name v1 netns red
ip link add macvlan0 link v0 link-netnsid 0 type macvlan; echo $?
ip link add m1 link v1 link-netns red type macvlan; echo $?
ip link add m2 link v1 link-netnsid 0 netns blue type macvlan; echo $?
ip link set v0 link-netnsid 0; echo $?
ip link set v0 link-netns blue mtu 1400; echo $?
ip link set v0 mtu 1300 link-netnsid 9; echo $?
ip netns list-id
ip link; ip -n blue link
