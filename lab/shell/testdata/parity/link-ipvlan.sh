ip link add v0 type veth peer name v1
ip link add link v0 name i0 type ipvlan; echo $?
ip link add link v0 name i1 type ipvlan mode l2; echo $?
ip link add link v0 name i2 type ipvlan mode l3s private; echo $?
ip link add link v0 name i3 type ipvlan mode l3 vepa; echo $?
ip link add link v0 name i4 type ipvtap m l2 b; echo $?
ip -d link
ip link set i1 type ipvlan mode l3; echo $?
ip link help ipvlan
ip link help ipvtap
