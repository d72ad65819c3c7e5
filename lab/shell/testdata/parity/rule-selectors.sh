ip rule add ipproto tcp dport 80 table 4
ip rule add ipproto UDP sport 53 dport 1000-2000 table 5; echo $?
ip rule add ipproto 89 table 6
ip rule add ipproto ipv6-icmp table 6
ip rule add ipproto 200 table 6; echo $?
ip rule add uidrange 5-7 table 9
ip rule add uidrange 0-4294967295 table 9
ip rule add tos 0x10 table 5
ip rule add dsfield CS1 table 5; echo $?
ip rule add suppress_ifgroup default table 10
ip rule add suppress_ifgroup 7 table 10
ip rule add sup_group 8 sup_pl 3 table 10
ip rule add s 4 table 11
ip rule add nop pref 100
ip rule add goto 40000
ip rule add goto 32766 pref 3
ip rule add type goto 100 pref 4
ip rule add goto 100 pref 200; echo $?
ip rule add sport 22 dport 22 ipproto sctp lookup 12 pref 77
ip rule add from 10.0.0.1 to 10.0.0.2 iif v0 oif lo fwmark 3/7 ipproto tcp sport 1-2 dport 3-4 uidrange 1-1 table 8 pref 66
ip rule
ip -j rule
ip -j -p rule show pref 66
ip -N rule
ip -d rule
ip -d -j rule
ip -s rule
ip -s -d rule show table main
ip -c rule show pref 66
ip rule del goto 40000
ip rule del nop
ip rule del ipproto tcp dport 80
ip rule del uidrange 5-7
ip rule del pref 66; echo $?
ip rule del ipproto 89 table 7; echo $?
ip rule del suppress_ifgroup 7
ip rule del tos 0x10; echo $?
ip rule
ip -6 rule add ipproto tcp dport 80 table 4
ip -6 rule add goto 32766 pref 3
ip -6 rule add uidrange 1-2 suppress_ifgroup 9 table 4
ip -6 rule
ip -6 -d rule show
