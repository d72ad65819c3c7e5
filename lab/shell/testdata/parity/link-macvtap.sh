ip link add v0 type veth peer name v1
ip link add link v0 name t0 type macvtap mode bridge
ip link add link v0 name t1 type macvtap mode vepa bcqueuelen 30 flag nodst
ip -d link show type macvtap
ip link set t0 type macvtap mode private; echo $?
ip link set t1 type macvlan mode private; echo $?
ip -d link show t0
ip link del t0
ip link del t1
