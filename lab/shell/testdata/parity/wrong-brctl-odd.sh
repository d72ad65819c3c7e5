brctl addbr 'a b'; echo $?
brctl addbr .; echo $?
brctl addbr ..; echo $?
brctl addbr lo; echo $?
brctl addbr br%d; echo $?
brctl addbr br0 br1; echo $?
brctl addbr -; echo $?
brctl show; echo $?
ip link add v0 index 21 address 02:00:00:00:00:01 type veth peer name v1
ip link property add dev v0 altname other
brctl addif br0 if21; echo $?
brctl addif br0 other; echo $?
brctl addif br0 ''; echo $?
brctl addif '' v0; echo $?
brctl addif br0 v0; echo $?
brctl delif br0 other; echo $?
brctl delif '' v0; echo $?
brctl show ''; echo $?
brctl show other; echo $?
brctl showmacs ''; echo $?
brctl showstp ''; echo $?
brctl setfd br0 ' 3'; echo $?
brctl setfd br0 0x10; echo $?
brctl setfd br0 3e0; echo $?
brctl setfd br0 3.999; echo $?
brctl setfd br0 .5; echo $?
brctl setfd br0 1e; echo $?
brctl setfd br0 -- -1; echo $?
brctl setfd br0 nan; echo $?
brctl setfd br0 inf; echo $?
brctl setfd br0 1e9; echo $?
brctl setageing br0 0.29; echo $?
brctl setbridgeprio br0 010; echo $?
brctl setbridgeprio br0 0x; echo $?
brctl setbridgeprio br0 08; echo $?
brctl setbridgeprio br0 +7; echo $?
brctl setbridgeprio br0 99999999999; echo $?
brctl setpathcost br0 v0 -- -1; echo $?
brctl setpathcost br0 v0 ''; echo $?
brctl setpathcost br0 other 5; echo $?
brctl setportprio br0 v0 65536; echo $?
brctl setportprio br0 if21 5; echo $?
brctl hairpin br0 other on; echo $?
brctl hairpin br0 v0 ON; echo $?
brctl stp br0 '' ; echo $?
brctl stp 'a b' on; echo $?
ip -d link show br0
brctl show
