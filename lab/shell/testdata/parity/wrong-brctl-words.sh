brctl; echo $?
brctl foo; echo $?
brctl --foo; echo $?
brctl -x; echo $?
brctl --he; echo $?
brctl -Vh; echo $?
brctl --version=3; echo $?
brctl --=3; echo $?
brctl addbr; echo $?
brctl addbr -x; echo $?
brctl addif br0; echo $?
brctl delif; echo $?
brctl hairpin br0; echo $?
brctl setfd br0; echo $?
brctl showmacs; echo $?
brctl showstp; echo $?
brctl setfd br0 x; echo $?
brctl sethello br0 ''; echo $?
brctl setageing br0 x; echo $?
brctl setmaxage br0 x; echo $?
brctl setbridgeprio br0 x; echo $?
brctl setpathcost br0 v0 x; echo $?
brctl setportprio br0 v0 x; echo $?
brctl stp br0 maybe; echo $?
brctl hairpin br0 v0 maybe; echo $?
{ brctl nosuch; brctl -x; brctl show lo; brctl addbr; } 2>&1 | head -40
