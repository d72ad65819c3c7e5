ip -6 rule
ip -6 rule add from 2001:db8::/64 table 100 pref 10
ip rule add to 2001:db8:1::1 table 200 pref 11
ip -6 rule add table 300
ip -6 rule
ip rule
/usr/sbin/ip -6 rule
ip -6 rule del pref 11
ip -6 rule flush
ip -6 rule
