ip link add v0 type veth peer name v1
ip link add vx0 type vxlan id 42 dstport 4789
ip link add br0 type bridge
bridge fdb add 00:00:00:00:00:00 dev vx0 dst 10.0.0.2
bridge fdb add 00:00:00:00:00:00 dev vx0 dst 10.0.0.3; echo $?
bridge fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.2; echo $?
bridge fdb add 02:00:00:00:00:01 dev vx0; echo $?
bridge fdb add 02:00:00:00:00:01 dev vx0 nhid 77; echo $?
bridge fdb add 02:00:00:00:00:01 dev vx0 nhid x; echo $?
bridge fdb add 02:00:00:00:00:01 dev vx0 nhid -1; echo $?
bridge fdb add zz dev nosuch nhid 5 dst 10.0.0.3; echo $?
bridge fdb add zz dev nosuch nhid 5 port 7; echo $?
bridge fdb add dev nosuch nhid 5 vni 7; echo $?
for vni in x -1 0x1000000 1_0 ' '; do
  bridge fdb add 02:00:00:00:00:01 dev vx0 vni "$vni"; echo $?
  bridge fdb add 02:00:00:00:00:01 dev vx0 src_vni "$vni"; echo $?
done
for port in x -1 65536 domain; do
  bridge fdb add 02:00:00:00:00:02 dev vx0 dst 10.0.0.2 port "$port"; echo $?
done
bridge fdb add 02:00:00:00:00:03 dev vx0 dst 10.0.0.2 via nosuch; echo $?
bridge fdb add zz dev vx0 dst 10.0.0.2 via ''; echo $?
bridge fdb add 02:00:00:00:00:03 dev nosuch dst 10.0.0.2 via missing; echo $?
bridge fdb add 02:00:00:00:00:03 dev vx0 dst x; echo $?
bridge fdb add 02:00:00:00:00:03 dev vx0 dst 10.0.0.1/24; echo $?
bridge fdb add 02:00:00:00:00:03 dev vx0 dst 10.0.0.1 dst 10.0.0.2; echo $?
bridge fdb add 02:00:00:00:00:03 dev vx0 dst any; echo $?
bridge -4 fdb add 02:00:00:00:00:03 dev vx0 dst default; echo $?
bridge fdb add 02:00:00:00:00:04 dev vx0 dst fe80::1; echo $?
bridge -6 fdb add 02:00:00:00:00:04 dev vx0 dst 10.0.0.1; echo $?
bridge -f inet fdb add 02:00:00:00:00:04 dev vx0 dst fe80::1; echo $?
bridge fdb add 02:00:00:00:00:05 dev vx0 ds 10.0.0.1; echo $?
bridge fdb add 02:00:00:00:00:05 dev br0 dst 10.0.0.2; echo $?
for word in dst port vni src_vni via nhid; do
  bridge fdb add 02:00:00:00:00:06 dev vx0 $word; echo $?
done
bridge fdb del 00:00:00:00:00:00 dev vx0 dst 10.0.0.9; echo $?
bridge fdb get 00:00:00:00:00:00 dev vx0 self vni x; echo $?
bridge fdb show dev vx0
