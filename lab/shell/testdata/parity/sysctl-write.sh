sysctl -w net.ipv4.ip_forward=1; echo $?
sysctl net.ipv4.ip_forward=0
sysctl -q -w net.ipv4.ip_forward=1
sysctl -w "net.ipv4.ip_forward = 1"
sysctl -n -w net.ipv4.ip_forward=1
sysctl -w net.ipv4.conf.all.rp_filter=2 net.ipv4.conf.lo.rp_filter=1
sysctl -w net.ipv4.ping_group_range="0 5"
sysctl net.ipv4.ping_group_range
ip netns add test0
ip netns exec test0 sysctl net.ipv4.ip_forward
ip netns exec test0 sysctl -w net.ipv4.ip_forward=0
sysctl net.ipv4.ip_forward
