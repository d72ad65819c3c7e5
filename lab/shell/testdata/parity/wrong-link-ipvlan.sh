ip link add v0 type veth peer name v1
ip link add link v0 name x type ipvlan mode; echo $?
ip link add link v0 name x type ipvlan mode foo; echo $?
ip link add link v0 name x type ipvlan bridge vepa; echo $?
ip link add link v0 name x type ipvlan private private mode l2; echo $?
ip link add link v0 name x type ipvlan bogus; echo $?
ip link add link v0 name x type ipvtap help; echo $?
ip link add link nope name x type ipvtap bogus; echo $?
ip link set nope type ipvlan mode foo; echo $?
ip link set v0 type ipvlan mode l2; echo $?
