sysctl -V; echo $?
sysctl --version net.ipv4.ip_forward; echo $?
sysctl --vers; echo $?
sysctl -h; echo $?
sysctl --help; echo $?
sysctl -d nosuch | tail -2; echo $?
sysctl -V -z; echo $?
sysctl net.ipv4.ip_forward -n -o -x
sysctl -nq net.ipv4.ip_forward net.ipv4.ip_default_ttl
sysctl --values --ignore nosuch net.ipv4.ip_forward
sysctl --na net.ipv4.ip_forward
sysctl -n -- net.ipv4.ip_forward
sysctl -nr forward net.ipv4.ip_forward net.ipv4.ip_default_ttl
sysctl -nrforward net.ipv4.ip_forward net.ipv4.ip_default_ttl
sysctl --system --dry-run; echo $?
