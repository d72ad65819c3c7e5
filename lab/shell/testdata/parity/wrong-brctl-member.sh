ip netns add n1
brctl addbr br0
brctl addbr br1
ip link add v0 type veth peer name v1
brctl addif br0 v0
brctl addif br1 v0; echo $?
brctl delif br1 v0; echo $?
brctl delif br0 v0 v0; echo $?
brctl addif br0 v0 nope v1; echo $?
ip link set br0 up
brctl delbr br0; echo $?
brctl delbr br0 br1; echo $?
ip link set v0 netns n1
brctl addif br0 v0; echo $?
brctl delif br0 v0; echo $?
brctl show br0 v0; echo $?
ip link set br0 down
brctl delbr br0; echo $?
brctl delbr br0; echo $?
brctl addif br0 v1; echo $?
brctl addif br1 v1averylongname1234; echo $?
brctl show averyveryveryverylongname; echo $?
