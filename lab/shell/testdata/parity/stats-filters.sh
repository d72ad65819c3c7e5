ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip -s link show type bridge
ip -s link show nomaster type bridge
ip -s -s -o link show br0
ip -s -j -p addr show dev br0
ip -s -4 addr show dev br0
ip -s addr show up
ip -s -br addr
ip -statistics link show br0
ip -stats -details link show br0 | sed 's/_timer *[0-9.]*/_timer/g'
