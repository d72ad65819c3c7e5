ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip link set v1 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:03 nud stale dev v0
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:04 nud noarp dev v0
ip neigh add 10.0.0.5 lladdr 02:00:00:00:00:05 dev v0 router extern_learn nud stale protocol static
ip neigh add proxy 10.0.0.9 dev v0
ip -s -4 neigh | sort
ip -s -s -4 neigh show dev v0 | sort
ip -d -4 neigh | sort
ip -s -br -4 neigh | sort
ip -s neigh show proxy
ip -s -d -o -4 neigh show nud stale | sort
ip -s neigh get 10.0.0.2 dev v0
ip -d neigh get 10.0.0.3 dev v0
ip -s -j -4 neigh show 10.0.0.3
ip -s -c -4 neigh show nud permanent | sort
ip -s neigh show 10.0.0.77; echo $?
ip -s -4 neigh flush dev v0; echo $?
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:03 nud stale dev v0
ip -s -s -4 neigh flush dev v0; echo $?
ip -s -s -4 neigh flush nud permanent; echo $?
ip -s -4 neigh flush dev v0; echo $?
ip -s neigh flush 10.0.0.44; echo $?
ip -d -4 neigh flush nud noarp; echo $?
ip -s -4 neigh | sort
