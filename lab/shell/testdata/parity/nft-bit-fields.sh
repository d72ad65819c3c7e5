# Fields of a few bits in sets and maps: nft moves the elements, or the field.
nft add table inet f
nft add chain inet f c
r() { nft add rule inet f c "$@"; }
r ip dscp '{ cs1, af41 }'
r ip dscp != '{ cs1, cs2 }'
r ip dscp vmap '{ cs1 : accept, ef : drop }'
r meta mark set ip dscp map '{ cs1 : 1, ef : 2 }'
r tcp doff '{ 5, 6 }'
r ip version '{ 4, 5 }'
r ip ecn '{ ce, ect0 }'
nft add set inet f s '{ type dscp; elements = { cs1, af41 }; }'
r ip dscp @s
nft -a list ruleset
nft -n list ruleset
nft -j list ruleset
r ip dscp . tcp dport '{ cs1 . 80 }'
r tcp dport . ip dscp '{ 80 . cs1 }'
nft list ruleset
nft delete table inet f
nft add table ip f
nft add chain ip f c
nft add set ip f w '{ typeof ip dscp; flags dynamic; }'
nft add rule ip f c add @w '{ ip dscp }'
nft list ruleset
nft flush chain ip f c
nft add rule ip f c ip dscp vmap '{ 1-5 : accept, 7 : drop }'
nft add rule ip f c ip dscp '{ 1-5, 7 }'
nft list ruleset
nft flush chain ip f c
nft add rule ip f c ip dscp vmap '{ cs1 : accept, * : drop }'
nft list ruleset
