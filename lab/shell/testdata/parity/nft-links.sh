# Sets of links, which nft lists by their numbers, whether they are there or gone
for n in a b c; do ip link add ${n}0 type veth peer name ${n}1; done
nft add table ip t
nft add chain ip t c
nft add set ip t s '{ type iface_index; elements = { lo, a0, b0, a1, b1, c0, c1 }; }'
nft add rule ip t c iif '{ b1, a0, lo, b0, c0 }'
nft add rule ip t c iif . ip saddr '{ b1 . 1.1.1.1, a0 . 1.1.1.2, lo . 1.1.1.1, b0 . 1.1.1.1 }'
nft add rule ip t c iif vmap '{ b1 : drop, a0 : accept, lo : drop, b0 : accept, c1 : drop }'
nft list ruleset
ip link del a0
ip link del c0
nft list ruleset
ip link del b0
nft list ruleset
nft -j list ruleset
