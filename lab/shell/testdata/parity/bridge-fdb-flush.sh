ip link add br0 type bridge
ip link add v0 address 02:00:00:00:01:01 type veth peer name v1
ip link add w0 address 02:00:00:00:01:02 type veth peer name w1
ip link set v0 master br0
ip link set w0 master br0
ip link set br0 up
fill() {
  bridge fdb replace 02:00:00:00:00:01 dev v0 master
  bridge fdb replace 02:00:00:00:00:02 dev v0 master static
  bridge fdb replace 02:00:00:00:00:03 dev w0 master dynamic
  bridge fdb replace 02:00:00:00:00:04 dev w0 master static sticky
  bridge fdb replace 02:00:00:00:00:05 dev w0 master dynamic extern_learn
}
for filter in '' 'master' 'self' 'self master' 'brport v0' 'brport w0 static' permanent nopermanent static nostatic dynamic nodynamic added_by_user noadded_by_user extern_learn noextern_learn sticky nosticky offloaded nooffloaded 'static nosticky' 'vlan 5' 'vlan 0' 'junk' 'permanent nopermanent'; do
  fill
  echo "flush $filter"
  bridge fdb flush dev br0 $filter; echo $?
  bridge fdb | grep ^02:00
done
fill
bridge fdb flush dev v0; echo $?
bridge fdb flush dev v0 master; echo $?
bridge fdb flush dev v1; echo $?
bridge fdb | grep ^02:00
