ip netns add red
ip link add v0 type veth peer name v1
ip link set v0 link-netnsid; echo $?
ip link set v0 link-netnsid x; echo $?
ip link set v0 link-netnsid 1 link-netnsid 2; echo $?
ip link set v0 link-netnsid -1 link-netnsid -1; echo $?
ip link set v0 link-netns nosuch; echo $?
ip link set v0 link-netns red link-netnsid 3; echo $?
ip link set v0 link-netns; echo $?
ip link add v2 link-netnsid 7 type veth peer name v3; echo $?
ip link add m link nosuch link-netns red type macvlan; echo $?
ip link show vrf nosuch; echo $?
ip link show vrf v0; echo $?
ip link show vrf; echo $?
ip link show vrf ''; echo $?
ip -j link show up vrf nosuch; echo $?
ip link show master v0 vrf nosuch dev v9; echo $?
ip netns list-id
