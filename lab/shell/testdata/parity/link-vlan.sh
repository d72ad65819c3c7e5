ip link add v0 type veth peer name v1
ip link add link v0 name v0.5 type vlan id 5; echo $?
ip link add link v0 v0.6 type vlan id 6 protocol 802.1ad reorder_hdr off gvrp on mvrp on loose_binding on; echo $?
ip link add link v0 name v0.7 address 02:00:00:00:00:07 up type vlan i 0x7 p 802.1Q bridge_binding off; echo $?
ip -d link show type vlan
ip -d -o link show
ip link set v0.5 type vlan gvrp off; echo $?
ip link set v0.6 type vlan; echo $?
ip link del v0.5 type vlan; echo $?
ip link del v0.6; echo $?
ip link help vlan
ip link add link v0 name v0.8 type vlan id 8 ingress-qos-map 1:2 3:4 egress-qos-map gvrp on; echo $?
