# Values that are too wide for a field of a few bits.
nft add table ip f
nft add chain ip f c
r() { nft add rule ip f c "$@"; echo $?; }
r ip dscp 64
r ip dscp != 100
r ip dscp '> 64'
r ip dscp 1-64
r ip dscp '{ 1, 64 }'
r ip dscp '{ 64 }'
r ip dscp 63
r ip ecn 4
r ip version 16
r ip hdrlength 16 accept
r tcp doff 16
r ip ttl 256
nft add set ip f s '{ type dscp; elements = { 64 }; }'
nft add set ip f s '{ typeof ip version; elements = { 16 }; }'
nft add map ip f m '{ type mark : dscp; elements = { 64 : 64 }; }'
nft add set ip x s '{ type dscp; elements = { 64 }; }'
nft add set ip f d '{ type dscp; }'
nft add element ip f d '{ 1, 64 }'
nft list ruleset
