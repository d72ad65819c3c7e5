# Elements that count, in sets that do and do not.
nft add table ip f
nft add chain ip f c
nft add set ip f s '{ type ipv4_addr; elements = { 1.2.3.4 counter }; }'
nft add set ip f s '{ type ipv4_addr; }'
nft add element ip f s '{ 1.2.3.4 counter }'
nft add element ip f s '{ 1.2.3.4, 1.2.3.5 counter packets 1 bytes 2 }'
nft delete element ip f s '{ 1.2.3.4 counter }'
nft add map ip f m '{ type ipv4_addr : mark; elements = { 1.2.3.4 counter : 5 }; }'
nft add set ip f n '{ type ipv4_addr; counter; elements = { 1.2.3.4 counter, 1.2.3.5 }; }'
nft add element ip f n '{ 1.2.3.6 counter packets 1 bytes 2, 1.2.3.7 }'
nft list ruleset
