cd /run
printf '# a comment\n; another\n\nnet.ipv4.ip_forward = 1\n  net.ipv4.ip_default_ttl=70  \n-nosuch.key = 4\nnosuch = 1\nx\n\nno equals here\n-net.ipv4.conf.lo.rp_filter\nnet/ipv4/conf/all/rp_filter = 2' > a.conf
printf 'net.ipv4.conf.*.rp_filter = 1\nnet.ipv4.conf.all.rp_filter = 0\n-net.ipv4.conf.lo.rp_filter\nnet.ipv4.conf.z*.forwarding=1\n' > b.conf
printf 'net.ipv4.ip_forward = abc\n-net.ipv4.ip_forward = abc\nnet.ipv4.ping_group_range=1   2\n' > .c.conf
ip link add v0 type veth peer name v1
sysctl -p a.conf; echo $?
sysctl -p b.conf; echo $?
sysctl -p .c.conf; echo $?
sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.lo.rp_filter net.ipv4.conf.v0.rp_filter
sysctl -f a.conf b.conf -q; echo $?
sysctl --load=a.conf -e; echo $?
sysctl --load a.conf -e; echo $?
sysctl -pa.conf b.conf -n; echo $?
sysctl -p - < b.conf; echo $?
sysctl -p nosuch.conf a.conf; echo $?
sysctl -p /run/a.conf nosuch.conf; echo $?
sysctl -p '*.conf' -N; echo $?
sysctl -p '/run/[!a].conf' '[z]*'; echo $?
sysctl -p './?.conf' -r 'ttl|rp_filter' ; echo $?
sysctl -p /run; echo $?
sysctl -p a.conf --dry-run; echo $?
sysctl -p b.conf -a -r 'ip_forward$'; echo $?
mkdir d; cd d; printf 'net.ipv4.ip_forward=0' > e; sysctl -p e; sysctl -p ../a.conf -r ttl; echo $?
ip netns add n; ip netns exec n sysctl -p ../b.conf; sysctl net.ipv4.conf.all.rp_filter; echo $?
