ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add v0 address 02:00:00:00:00:02 type veth peer name v1 address 02:00:00:00:00:03
ip link set v0 master br0 alias uplink
ip link property add dev v0 altname cable altname wire
ip -o link
ip -o -d link show v0 | sed 's/_timer *[0-9.]*/_timer/g'
ip -o -s link show v0
ip -o addr
ip -o -j link show v0
ip -d addr show v1
ip -br -d link show v0
ip -s -d link show v1
ip link show cable
ip -j link show wire
