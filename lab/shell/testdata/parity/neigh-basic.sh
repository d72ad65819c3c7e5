sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip neigh | sort
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0
ip neigh add 10.0.0.3 lladdr 2:0:0:0:0:a dev veth0 nud stale
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:0b dev veth0 nud noarp
ip neigh add 10.0.0.5 lladdr 02:00:00:00:00:0c nud reachable dev veth0 router
ip neigh add 2001:db8::2 lladdr 02:00:00:00:00:0d dev veth0 nud permanent
ip neigh add 10.0.0.6 dev veth1 lladdr 02:00:00:00:00:0e protocol static extern_learn
ip neigh show | sort
ip n | sort
ip neigh list dev veth0 | sort
ip -4 neigh | sort
ip -6 neigh | sort
ip -br neigh | sort
ip -br neigh show dev veth0 | sort
ip -o neigh | sort
ip neigh show nud permanent | sort
ip neigh show nud stale | sort
ip -4 neigh show nud all | sort
ip -4 neigh show nud noarp | sort
ip neigh show to 10.0.0.2 | sort
ip neigh show 10.0.0.0/30 | sort
ip neigh show nud permanent nud stale dev veth0 | sort
