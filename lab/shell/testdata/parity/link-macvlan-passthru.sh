ip link add v0 type veth peer name v1
ip link add link v0 name m0 type macvlan mode passthru flag nopromisc nodst
ip -d link show m0
ip link set m0 type macvlan flag null; echo $?
ip link set m0 type macvlan mode passthru nopromisc; echo $?
ip link set m0 type macvlan mode bridge; echo $?
ip link add link v0 name m1 type macvlan mode bridge; echo $?
ip -d link show m0
ip link set m0 type macvlan; echo $?
ip -d link show v0
