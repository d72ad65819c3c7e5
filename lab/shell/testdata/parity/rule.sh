# the routing policy: selectors, tables, order
ip rule
ip rule add from 10.0.0.0/24 table 100
ip rule add to 192.0.2.1 lookup 200 pref 50
ip rule add from 10.1.0.1 to 10.2.0.0/16 fwmark 0x10 table 100 priority 60
ip rule add fwmark 7/0xff table 77777 pref 70
ip rule add not from 10.3.0.0/16 iif lo oif none table main pref 80
ip rule add table 100 suppress_prefixlength 0 pref 90
ip rule add from all table local protocol static pref 100
ip rule
ip ru ls
ip -4 rule list
/usr/sbin/ip rule
ip rule del pref 50
ip rule del from 10.0.0.0/24
ip rule del not from 10.3.0.0/16 iif lo oif none table main
ip rule
/usr/sbin/ip rule
