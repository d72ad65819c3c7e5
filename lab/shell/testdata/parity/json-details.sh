ip link add veth0 type veth peer name veth1
ip link add br0 type bridge
ip link set veth0 master br0
ip -d -j link show dev lo
ip -d -j link show dev veth1
ip -d -j -p link show dev br0
ip -d -j link show dev veth0
ip -d -j -p link show dev veth0
ip -d -j addr show dev br0
ip -d -j -s link show dev veth1
ip link set veth0 type bridge_slave mcast_router 2 learning off state 3
ip link set br0 type bridge ageing_time 20000 mcast_last_member_count 5 group_fwd_mask 8 priority 100 mcast_querier 1
ip -d -j link show dev veth0
ip -d -j link show dev br0
ip link set veth1 alias other
ip link property add dev veth1 altname second-name
ip -d -j -p link show dev veth1
ip -d -j link
ip -d -j -br link
ip -d -j addr
