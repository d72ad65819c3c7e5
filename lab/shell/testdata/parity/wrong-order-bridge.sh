# What is looked up while the words are read is missed before what is wrong behind it.
ip link add v0 type veth peer name v1
ip link add vx0 type vxlan id 7 dstport 4789
bridge fdb add via dev v0 self static; echo $?
bridge fdb add bogus via none dev v0; echo $?
bridge fdb add 1 2 via none; echo $?
bridge fdb add via none port 9999999; echo $?
bridge fdb add port 9999999 via none; echo $?
bridge fdb add 02:00:00:00:00:01 dev vx0 dst 10.0.0.2 via none bogus; echo $?
bridge fdb add bogus dev vx0 via if1; echo $?
bridge fdb add 02:00:00:00:00:01 dev none via none2; echo $?
bridge vlan global set dev none dev lo; echo $?
bridge vlan global set dev none vid x; echo $?
bridge vlan global set vid x dev none; echo $?
bridge vlan set dev none dev; echo $?
bridge vlan set dev v0 dev none; echo $?
bridge -n none vlan set dev none dev; echo $?
ip link add left type veth peer link none; echo $?
ip link add left type veth peer name right link none; echo $?
ip link add left link none type veth peer name right link none2; echo $?
ip link add left type veth peer link none up bogus; echo $?
ip link add left dev other type veth peer link none; echo $?
ip link add left type veth peer name right link lo; echo $?
ip -br link show type veth | wc -l
cat >batch <<'END'
vlan global set dev none vid x
vlan global set dev none vid 1 bogus
vlan set dev none dev
vlan set dev v0 dev
END
bridge -force -batch batch; echo $?
echo 'link set lo mtu x master none' >batch
ip -batch batch; echo $?
echo 'link set lo master none mtu x' >batch
ip -batch batch; echo $?
echo 'link add v2 type veth peer netns none master none2' >batch
ip -batch batch; echo $?
echo 'route add 10.0.0.0/8 nexthop dev none weight x' >batch
ip -batch batch; echo $?
rm batch
