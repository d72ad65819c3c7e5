ip rule add from 10.0.0.0/8 table 100 pref 10
ip rule add from 10.1.0.0/16 table 101 pref 11
ip rule add from 10.1.2.3 to 192.168.0.0/16 table 101 pref 12 protocol static
ip rule add not from 10.0.0.0/8 table 102 pref 13 protocol static
ip rule add fwmark 1 table 103 pref 14
ip rule add fwmark 1/0xf table 103 pref 15
ip rule add fwmark 2 iif lo table 104 pref 16
ip rule add oif lo table 104 pref 17
ip rule add ipproto tcp dport 80 table 105 pref 18
ip rule add ipproto tcp sport 80-90 table 105 pref 19
ip rule add uidrange 5-7 table 106 pref 20
ip rule add tos CS1 table 107 pref 21
ip rule add tos 0x10 table 107 pref 22 protocol 77
show() { echo "show $*"; ip rule show "$@"; echo $?; }
show from 10.0.0.0/8; show from 10.1.0.0/16; show from 10.1.2.3; show from 0/0; show from all; show src 10.0.0.0/7
show from default; show to 192.168.0.0/16; show to 192.168.3.0/24; show 192.168.0.0/8; show dst all
show table 101; show lookup 101; show table main; show table local; show l 103
show pref 12; show order 0; show priority 32766; show p 9
show not; show fwmark 1; show fwmark 1/0xf; show fwmark 0/0xffffffff; show fwmark 0x2; show fwmark 0
show iif lo; show dev lo; show oif lo; show iif x
show ipproto tcp; show ipproto 6 dport 80; show sport 80-90; show sport 80; show dport 80-80; show sport 0; show ipproto 0
show uidrange 5-7; show uidrange 5-8; show tos CS1; show dsfield 10; show tos 0; show l3mdev
show protocol static; show pro 77
show from 10.0.0.0/8 table 101 pref 12
ip rule list table 100; ip rule lst table 100; ip rule s ta 100
ip -j rule show table 101
ip -6 rule show table local
ip -6 rule show from ::/0
ip -4 rule show to 10.0.0.0/8
ip rule flush table 101; echo $?
ip rule show
ip rule flush protocol 77; echo $?
ip rule show
ip rule flush protocol static; echo $?
ip rule flush fwmark 1/0xf; echo $?
ip rule flush iif lo; echo $?
ip rule show
ip rule flush protocol all pref 20; echo $?
ip rule flush pref 5; echo $?
ip rule flush table local; echo $?
ip rule flush protocol kernel; echo $?
ip rule
