ip rule add from 10.0.0.1 table 100 pref 9
ip rule add from 10.0.0.1 table 100 pref 9
echo $?
ip rule del pref 77
echo $?
ip rule del from 10.0.0.9
echo $?
ip rule add table 0
echo $?
ip rule add from 10.0.0.1 local
echo $?
ip rule add from 10.0.0.1 type unicast pref 5
echo $?
ip rule add suppress_prefixlength x
echo $?
ip rule add suppress_prefixlength 0 prohibit
echo $?
ip rule
