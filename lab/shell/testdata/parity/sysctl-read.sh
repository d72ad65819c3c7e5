sysctl net.ipv4.ip_forward; echo $?
sysctl -n net.ipv4.ip_forward net.ipv6.conf.all.forwarding
sysctl net/ipv4/ip_forward
sysctl -N net.ipv4.ip_forward
sysctl -b net.ipv4.ip_forward; echo
sysctl net.ipv4.ping_group_range net.ipv4.tcp_rmem
sysctl net.ipv4.conf.lo | head -3
sysctl -a -r 'ipv4.ip_forward$'
