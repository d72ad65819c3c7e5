# what JSON must escape, and what iproute2 leaves as it is
ip link add v0 type veth peer name 'v"1'
ip link set v0 alias 'back\slash and "quotes" and é'
ip -j link show v0
ip -j -p link show v0
ip -j -br link show 'v"1'
ip -j link show up
