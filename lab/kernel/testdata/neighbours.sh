ip link add v0 address 02:00:00:00:00:01 type veth peer name v1
ip link set v0 up
ip neigh add 10.0.0.2 lladdr 2:0:0:0:0:9 dev v0
ip neigh add 10.0.0.2 lladdr 2:0:0:0:0:9 dev v0
ip neigh
ip -br neigh show dev v0
ip neigh replace 10.0.0.2 lladdr 2:0:0:0:0:a dev v0 router extern_learn protocol static
ip neigh get 10.0.0.2 dev v0
ip neigh show nud stale 10/8
ip neigh del 10.0.0.2 dev v0
ip neigh
ip neigh del 10.0.0.2 dev v0
ip neigh get 10.0.0.2 dev v0
ip neigh add proxy 10.0.0.7 dev v0
ip neigh show proxy
ip -6 neigh add 2001:db8::2 lladdr 2:0:0:0:0:b dev v0
ip neigh show to 2001:db8::/32
ip neigh flush nud permanent dev v0
ip -6 neigh show nud permanent
ip neigh show dev v9
ip neigh flush dev v9
ip neigh add 10.0.0.2 dev v9
