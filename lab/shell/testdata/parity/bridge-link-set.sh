ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link set br0 up
ip link set v0 up
ip link set v1 up
bridge link set dev v0 cost 17 priority 9
bridge link
bridge link set dev v0 state blocking; bridge link
bridge link set dev v0 state 3; bridge link
bridge link change dev v0 hairpin on guard on root_block on fastleave on
bridge link set dev v0 learning off flood off mcast_flood off bcast_flood off mcast_to_unicast on
ip -d link show v0
bridge -d link
bridge link set dev v0 hairpin off guard off isolated on locked on neigh_suppress on vlan_tunnel on mcast_router 2 master
ip -d link show v0
bridge link set dev v0 cost 5 cost 0
bridge link
bridge link set dev v0 priority -3 priority 4
bridge link
bridge link set dev v0; echo $?
for setting in guard hairpin fastleave root_block learning learning_sync flood mcast_flood bcast_flood mcast_to_unicast neigh_suppress vlan_tunnel isolated locked; do
  bridge link set dev v0 $setting on; echo $?
  bridge -d link show dev v0
  bridge link set dev v0 $setting o; echo $?
  bridge link set dev v0 $setting of; echo $?
done
bridge -d link show dev v0
