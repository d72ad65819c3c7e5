ip netns add a
ip netns add b
ip link add v1 type veth peer name eth0 netns a
ip link add v2 type veth peer name eth0 netns b
ip addr add 10.1.0.1/24 dev v1
ip addr add 203.0.113.1/24 dev v2
ip link set v1 up
ip link set v2 up
ip -n a addr add 10.1.0.2/24 dev eth0
ip -n a link set eth0 up
ip -n a route add default via 10.1.0.1
ip -n b addr add 203.0.113.9/24 dev eth0
ip -n b link set eth0 up
sysctl -q -w net.ipv4.ip_forward=1
nft add table ip nat
nft 'add chain ip nat post { type nat hook postrouting priority srcnat; }'
nft add rule ip nat post ip saddr 10.1.0.0/24 masquerade
ip netns exec a ping -c 1 -W 5 203.0.113.9 | head -n 2 | tail -n 1 | cut -d ' ' -f 1-6
nft add table ip filter
nft 'add chain ip filter passing { type filter hook forward priority filter; policy drop; }'
ip netns exec a ping -c 1 -W 0.3 203.0.113.9 > /dev/null || echo dropped
nft list ruleset
