trap 'echo "ERR $?"' ERR
x=$(false; echo a); echo $x
(false; echo b) || echo c
(false; echo b)
(exit 3)
! (false; echo d)
if { false; echo e; } | cat; then :; fi
y=$(false)
x=$(trap 'echo t' EXIT; echo in); echo $x
x=$(sleep 0.05 & echo bg); echo $x
z=$(f() { return 3; }; f; echo $?); echo $z
