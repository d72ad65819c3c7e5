sysctl net.ipv4.ip_forward=1 net.ipv4.ip_default_ttl=70 net.ipv4.ip_forward; echo $?
sysctl -w net.ipv4.ip_default_ttl=64 nosuch=1 net.ipv4.ip_forward=0; echo $?
sysctl -N -w net.ipv4.ip_forward=1
sysctl -n -w net.ipv4.ip_forward=1
sysctl -b -w net.ipv4.ip_forward=1; echo
sysctl -q net.ipv4.ip_forward=0; echo $?
sysctl --quiet net.ipv4.ip_forward; echo $?
sysctl --dry-run net.ipv4.ip_forward=7 nosuch=1; echo $?
sysctl -q --dry-run net.ipv4.ip_forward=7; echo $?
sysctl net.ipv4.ip_forward
sysctl -w '-net.ipv4.ip_forward=x' ; echo $?
sysctl -w -- -net.ipv4.ip_forward=x; echo $?
sysctl -w -- --net.ipv4.ip_forward=1; echo $?
sysctl -- -nosuch=1; echo $?
sysctl ' net.ipv4.ip_forward =  0  '; echo $?
sysctl 'net.ipv4.ping_group_range=0   5' 'net.ipv4.ping_group_range = 5 0'; echo $?
sysctl -w net.ipv4.ping_group_range; echo $?
sysctl net.ipv4.ip_forward= ; echo $?
sysctl net.ipv4.ip_forward=1=2 ; echo $?
sysctl '#a=1' ';a=1' '=1' 'a='; echo $?
sysctl -r ttl net.ipv4.ip_forward=1 net.ipv4.ip_default_ttl=60; echo $?
sysctl net.ipv4.route.flush; echo $?
sysctl net.ipv4.route.flush=1; echo $?
sysctl kernel.ostype=1 net.ipv4.tcp_available_congestion_control=x; echo $?
sysctl net.ipv4=1 net=1; echo $?
sysctl net.ipv6.conf.lo.stable_secret; echo $?
sysctl net.ipv6.conf.lo.stable_secret=1:2:3:4:5:6:7:8 net.ipv6.conf.lo.stable_secret
