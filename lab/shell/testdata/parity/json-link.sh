# -j and -p of links: peers here and elsewhere, masters, alternative names, an alias with what JSON must escape
ip link set lo up
ip netns add t1
ip link add name v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link add name w0 address 02:00:00:00:00:03 type veth peer name w1 netns t1
ip link add name br0 address 02:00:00:00:00:04 type bridge
ip link set v0 master br0 up
ip link set br0 up alias "it's \"q\" \\ é	tab"
ip -j link
ip -j -p link show dev v0
ip -p -j link show dev w0
ip -j -br link
ip -j -p -br link show br0
ip -j link show up
ip -j link show master br0
ip -j link show type bridge
ip -p -j link show type vlan
ip -j link show group 7
ip -j link show type bridge_slave
ip -j link show nomaster
ip -j -o link show lo
ip -j link show none
echo $?
ip -j netns
ip -j -p netns list
ip -p link show lo
