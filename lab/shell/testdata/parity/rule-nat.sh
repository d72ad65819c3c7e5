ip rule add from 10.12.0.0/16 nat 1.2.3.4; echo $?
ip rule add to 10.13.0.0/16 table 7 map-to 0 pref 50; echo $?
ip rule
ip -N rule
ip -j rule
ip -d rule
ip -o rule show table 7
ip -c rule show table 7
ip rule del from 10.12.0.0/16 nat 1.2.3.4; echo $?
ip rule
