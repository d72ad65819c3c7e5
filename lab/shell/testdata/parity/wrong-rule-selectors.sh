ip rule add ipproto foo table 4; echo $?
ip rule add ipproto Tcp table 4; echo $?
ip rule add ipproto 256 table 4; echo $?
ip rule add ipproto 0x6 table 4; echo $?
ip rule add ipproto; echo $?
ip rule add sport; echo $?
ip rule add sport x table 4; echo $?
ip rule add sport 80x table 4; echo $?
ip rule add sport 80- table 5; echo $?
ip rule add sport 90-80 table 6; echo $?
ip rule add sport 70000 table 6; echo $?
ip rule add dport x table 4; echo $?
ip rule add dport 0 table 4; echo $?
ip rule add uidrange 5 table 4; echo $?
ip rule add uidrange x-7 table 4; echo $?
ip rule add uidrange 7-5 table 4; echo $?
ip rule add uidrange 5-7x table 4; echo $?
ip rule add tos xyz table 4; echo $?
ip rule add tos 0x100 table 4; echo $?
ip rule add suppress_ifgroup x table 4; echo $?
ip rule add sup -1 table 4; echo $?
ip rule add suppress_i; echo $?
ip rule add goto; echo $?
ip rule add goto x; echo $?
ip rule add goto 0; echo $?
ip rule add pref 10 goto 5; echo $?
ip rule add l3mdev table 5; echo $?
ip rule del goto 7; echo $?
ip rule del nop; echo $?
ip rule show foo; echo $?
ip rule show from foo; echo $?
ip rule show to; echo $?
ip rule show from ::1; echo $?
ip -6 rule show from 10.0.0.1; echo $?
ip rule show help; echo $?
ip rule show table x; echo $?
ip rule show pref x; echo $?
ip rule show iif 'a b'; echo $?
ip rule show oif waytoolonginterfacename; echo $?
ip rule show fwmark x; echo $?
ip rule show fwmark 1/x; echo $?
ip rule show protocol foo; echo $?
ip rule show protocol all; echo $?
ip rule show uidrange 5; echo $?
ip rule show sport x; echo $?
ip rule show dport x; echo $?
ip rule show ipproto x; echo $?
ip rule show tos x; echo $?
ip rule show not not; echo $?
ip rule show table; echo $?
ip rule flush foo; echo $?
ip rule flush table x; echo $?
ip rule flush protocol x; echo $?
ip rule
