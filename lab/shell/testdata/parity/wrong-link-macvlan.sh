ip link add v0 type veth peer name v1
ip link add link v0 name x type macvlan mode; echo $?
ip link add link v0 name x type macvlan mode foo; echo $?
ip link add link v0 name x type macvlan nopromisc; echo $?
ip link add link v0 name x type macvlan mode passthru mode bridge flag nopromisc; echo $?
ip link add link v0 name x type macvlan flag foo; echo $?
ip link add link v0 name x type macvlan bcqueuelen -1; echo $?
ip link add link v0 name x type macvlan bogus 3; echo $?
ip link add link v0 name x type macvtap bogus; echo $?
ip link add link v0 name x type macvtap help; echo $?
ip link add name x type macvlan mode bridge; echo $?
ip link add link nope name x type macvlan mode foo; echo $?
ip link add link lo name x type macvlan mode bridge; echo $?
ip link set v0 type macvlan mode bridge; echo $?
ip link set v0 type macvlan ''; echo $?
ip link add link v0 name v1 type macvlan mode bridge; echo $?
ip link
