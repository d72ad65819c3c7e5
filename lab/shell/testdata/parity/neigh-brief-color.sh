ip link add v0 type veth peer name v1
ip link set v0 addrgenmode none up
ip link set v1 addrgenmode none up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
ip -br neigh show 10.0.0.2
ip -c -br neigh show 10.0.0.2
ip -c neigh show dev v0
ip neigh del 10.0.0.2 dev v0
ip -6 neigh add 2001:db8::2 lladdr 02:00:00:00:00:06 dev v0 nud noarp
ip -c -6 neigh show 2001:db8::2 nud all
ip -br -6 neigh show 2001:db8::2 nud all
ip -o neigh show 2001:db8::2 nud all
