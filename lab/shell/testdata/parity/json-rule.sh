ip rule add not from 10.1.0.1 to 10.2.0.0/16 fwmark 0x10/0xff iif lo table 100 priority 60
ip rule add from 10.3.0.0/16 prohibit priority 61 protocol static
ip rule add table 100 suppress_prefixlength 3 pref 90
ip -j rule
ip -j -p rule
ip -c rule
ip -o rule
ip -j -6 rule
ip -d rule
