ip link add eth0.1 type veth peer name x
ip link add b type bridge
sysctl net/ipv4/conf/eth0.1/forwarding net.ipv4.conf.eth0/1.forwarding
sysctl -w net/ipv4/conf/eth0.1/rp_filter=2; echo $?
sysctl -w net.ipv4.conf.eth0/1.rp_filter=1; echo $?
sysctl net.ipv4.conf.eth0.1.rp_filter; echo $?
sysctl -r 'eth0.1.(rp|forw)' net.ipv4.conf
sysctl -n net/ipv4/conf/b/rp_filter net.ipv4.conf.b.rp_filter
sysctl net..ipv4.ip_forward; echo $?
sysctl net.ipv4.conf.b.; echo $?
sysctl net/ipv4/conf/b/ -N | head -3
sysctl ./x ../x /proc/sys/net/ipv4/ip_forward .; echo $?
sysctl net.ipv4.ip_forward/ net/ipv4/ip_forward/x; echo $?
sysctl '' ; echo $?
sysctl net.ipv4.ip_forward '' net.ipv4.ip_forward; echo $?
sysctl a b ; echo $?
sysctl -e a net.ipv4.ip_forward b; echo $?
sysctl 'net.ipv4.conf.*.forwarding' 'net.ipv4.conf.*.forwarding=1'; echo $?
