ip link set lo up
ip link add veth0 type veth peer name veth1
ip link set veth0 up
ip link set veth1 up group 7
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.1.1/24 dev veth0 scope link
ip route add 10.9.0.0/16 via 10.0.0.2 dev veth0 onlink proto static tos 0x10 realm 3
ip route add 10.8.0.0/16 dev veth0 proto 200 scope link table 9
ip route add blackhole 10.7.0.0/16
ip rule add tos 0x10 table main
ip rule add from 10.0.0.9 blackhole
ip rule add from 10.0.0.8 table 9 proto static
ip neigh add 10.0.0.7 lladdr 02:00:00:00:00:01 dev veth0 proto zebra
ip -N addr show
ip -N link show
ip -N -4 route show table all
ip -N rule
ip -N neigh
ip -N -j route
ip -N -d route show 10.9.0.0/16
ip -N -j -d addr show veth0
ip -N route get 10.0.0.1
ip -N -br link
ip -N route show proto 4
ip -N route show scope link
ip -N -d link show veth0
ip -N -j rule
ip -Num link show veth0
ip -N netns
