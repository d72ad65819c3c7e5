ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
brctl setfd nope 4; echo $?
brctl setfd v0 4; echo $?
brctl sethello br0 20; echo $?
brctl setmaxage br0 100; echo $?
brctl stp br0 on; echo $?
brctl setfd br0 1; echo $?
brctl setfd br0 50; echo $?
brctl stp nope on; echo $?
brctl stp v0 on; echo $?
brctl setbridgeprio nope 3; echo $?
brctl setpathcost br0 v0 0; echo $?
brctl setpathcost br0 v0 99999999; echo $?
brctl setpathcost br0 v1 9; echo $?
brctl setpathcost br0 nope 9; echo $?
brctl setpathcost nope v1 9; echo $?
brctl setportprio br0 v0 300; echo $?
brctl setportprio br0 v0 70000; echo $?
brctl setportprio br0 v1 3; echo $?
brctl setportprio br0 nope 3; echo $?
brctl hairpin br0 v1 on; echo $?
brctl hairpin nope v0 on; echo $?
brctl hairpin br0 nope on; echo $?
brctl hairpin nope nope on; echo $?
