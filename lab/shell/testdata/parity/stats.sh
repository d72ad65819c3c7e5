# -s and -s -s: counters, of what has counted nothing and of what has
ip link add name br0 type bridge
ip -s link show br0
ip -s -s link show br0
ip -j -s link show br0
ip -j -p -s -s link show br0
ip -s addr show br0
ip -s -s addr show br0
ip -j -s addr show br0
ip -s -br link show br0
ip -s -o link show br0
ip -s -s -o addr show br0
ip -s -d link show lo
ip link set lo up
ping -c 3 -q -s 1000 127.0.0.1 > /dev/null
ip -s link show lo
ip -s -s link show lo
ip -j -s link show lo
ip -s -4 addr show lo
ip -s addr show label lo
