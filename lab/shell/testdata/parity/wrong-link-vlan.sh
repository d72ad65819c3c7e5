ip link add v0 type veth peer name v1
ip link add link v0 name x type vlan; echo $?
ip link add link v0 name x type vlan id; echo $?
ip link add link v0 name x type vlan id 99999; echo $?
ip link add link v0 name x type vlan id foo; echo $?
ip link add link v0 name x type vlan id 5 gvrp maybe; echo $?
ip link add link v0 name x type vlan id 5 reorder_hdr; echo $?
ip link add link v0 name x type vlan id 5 protocol foo; echo $?
ip link add link v0 name x type vlan id 5 protocol ipv6; echo $?
ip link add link v0 name x type vlan id 5 bogus; echo $?
ip link add link v0 name x type vlan help; echo $?
ip link add link nope name x type vlan id foo; echo $?
ip link add link nope name x type vlan id 5; echo $?
ip link add name x type vlan id 5; echo $?
ip link set v0 type vlan id 5; echo $?
ip link set nope type vlan id foo; echo $?
ip link add link v0 name x type vlan id 5 egress-qos-map; echo $?
ip link add link v0 name x type vlan id 5 egress-qos-map foo; echo $?
ip link add link v0 name x type vlan id 5 egress-qos-map 1:2 x:3; echo $?
ip link add link v0 name x type vlan id 5 in 1:; echo $?
