ip link add v0 type veth peer name v1
ip link add link v0 name m0 type macvlan mode source
ip -d link show m0
ip link set m0 type macvlan macaddr add 02:00:00:00:00:01
ip -d link show m0
ip link set m0 type macvlan mode bridge; echo $?
ip -d link show m0
ip link set m0 type macvlan mode source bcqueuelen 12; echo $?
ip -d -o link show m0
