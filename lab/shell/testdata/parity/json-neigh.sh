ip link add name v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0
ip -j neigh
ip -j -p neigh show dev v0
ip -j neigh show 10.0.0.9
ip neigh add proxy 10.0.0.4 dev v0
ip -j neigh show proxy
ip -j -br neigh show 10.0.0.2
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:03 dev v0 nud noarp router
ip -j neigh show nud all to 10.0.0.2
ip -j neigh get 10.0.0.2 dev v0
ip -c neigh get 10.0.0.2 dev v0
