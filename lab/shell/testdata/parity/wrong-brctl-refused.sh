ip link add br0 type bridge
ip link add br1 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link set br0 up
brctl addbr br0; echo $?
brctl addbr v0; echo $?
brctl addbr ''; echo $?
brctl addbr a/b; echo $?
brctl delbr br0; echo $?
brctl delbr nope; echo $?
brctl delbr v1; echo $?
brctl addif br0 v0; echo $?
brctl addif br1 v0; echo $?
brctl addif br0 nope; echo $?
brctl addif nope v1; echo $?
brctl addif nope nope; echo $?
brctl addif v0 v1; echo $?
brctl addif br0 lo; echo $?
brctl addif br0 br0; echo $?
brctl addif br0 br1 v1; echo $?
brctl addif br0 v1 v1; echo $?
brctl delif br0 v1; echo $?
brctl delif br1 v0; echo $?
brctl delif br0 nope; echo $?
brctl delif nope v0; echo $?
brctl delif v1 v0; echo $?
brctl show v0; echo $?
brctl show nope; echo $?
brctl showmacs nope; echo $?
brctl showmacs v0; echo $?
brctl showstp nope; echo $?
brctl showstp v0; echo $?
