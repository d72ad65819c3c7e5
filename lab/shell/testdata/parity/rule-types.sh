ip rule add from 10.0.0.1 blackhole pref 10
ip rule add from 10.0.0.2 type prohibit pref 11
ip rule add to 10.0.0.3 unreachable pref 12
ip rule add from 0/0 table 100 pref 13
ip rule add to default table 100 pref 14
ip rule add from 10.0.0.4/0 table 300 pref 15
ip rule add fwmark 0 table 16 pref 16
ip rule add fwmark 0x1/0x0 table 16 pref 17
ip rule
/usr/sbin/ip rule
ip rule flush
ip rule
ip rule add
ip rule
ip rule flush table 100
ip rule show table 100
