sysctl -a 2>/dev/null | grep '^net\.' | grep -v -e random -e conntrack_count
sysctl -a -N 2>&1 | grep ^net
sysctl -aN -r 'ipv4\.conf\.(all|lo)\.forw'
sysctl -a -n -r '^net.ipv4.ip_f'
sysctl -a -b -r '^net.ipv4.ip_f'; echo
sysctl -a --pattern 'forwarding$'
sysctl -a --pattern=neigh.lo --deprecated
sysctl -a -r neigh.lo.base; echo $?
sysctl -A -r ip_forward; sysctl -X -r 'ip_forward$'
sysctl --all --names --pattern 'ipv[46].conf.lo.(mtu|forwarding)$'
sysctl -a -r '['; echo $?
sysctl -a -r '('; echo $?
sysctl -a -r '*x'; echo $?
sysctl -a -r 'ip_forward' -r 'ip_default'
sysctl -r ip_for net.ipv4 net.ipv4.ip_default_ttl; echo $?
sysctl net.ipv4.conf.lo net.core; echo $?
sysctl -a -r kernel.host; sysctl -a -r 'zzz'; echo $?
