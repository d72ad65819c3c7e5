ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip netns add n
ip link set v1 netns n
ip -n n addr add 10.0.0.2/24 dev v1
sysctl -qw net.ipv6.conf.v0.disable_ipv6=1
ip netns exec n sysctl -qw net.ipv6.conf.v1.disable_ipv6=1
ip -n n link set v1 up
ip link set v0 up
ping -c 40 -i 0.002 -q -s 1400 10.0.0.2 >/dev/null
ip neigh flush all

ip -h -s link show lo
ip -s -h link show v0
ip -s -h -iec link show v0
ip -iec -s link show v0
ip -human -s -s link show v0
ip -human-readable -s -iec addr show v0
ip -h -s -s -o link show v0
ip -h -j -s link show lo
ip -h link show lo
ip -i addr show lo
ip -h -s route
ip -h -s neigh show proxy
