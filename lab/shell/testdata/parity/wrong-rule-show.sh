ip rule show foo
echo $?
ip rule show table x
echo $?
ip rule flush foo
echo $?
ip rule save > /dev/null
echo $?
ip -s rule
ip -br rule
ip -4 -6 rule
ip -o -6 rule
ip rule add nop
ip rule add goto 5
echo $?
ip rule add from 10.0.0.1 realms 1/2 table 4
ip rule add ipproto tcp dport 80 table 4
ip rule add tos 0x10 table 5
ip rule
ip -j rule
ip rule add uidrange 5-7 table 9
ip rule add sport 1000-2000 table 9
ip rule add tun_id 7 table 9
ip rule add goto 40000
ip rule add goto 32766 pref 3
ip rule add suppress_ifgroup default table 10
ip rule
ip -j rule
