brctl addbr br0
ip link add v0 type veth peer name v1
brctl addif br0 v0
ip link set br0 up
brctl setfd br0 4
brctl sethello br0 2.5
brctl setmaxage br0 10
brctl setageing br0 120
brctl setbridgeprio br0 0x100
brctl setpathcost br0 v0 9
brctl setportprio br0 v0 5
brctl hairpin br0 v0 on
ip -d link show br0
ip -d link show v0
brctl stp br0 on
brctl stp br0 yes
brctl showstp br0
brctl stp br0 off
brctl hairpin br0 v0 0
brctl setbridgeprio br0 70000
brctl setbridgeprio br0 -- -1
brctl setageing br0 0.25
brctl showstp br0
brctl setpathcost nope v0 11
bridge link
