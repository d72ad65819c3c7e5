nft add table ip t
nft add chain ip t web
nft add chain ip t c
nft add map ip t m '{ type inet_service : ipv4_addr; elements = { 80 : 10.0.0.2, 443 : 10.0.0.3 }; }'
nft add map ip t v '{ type ipv4_addr : verdict; elements = { 10.0.0.1 : accept, 10.0.0.2 : jump web, 10.0.0.4 : goto web }; }'
nft add map ip t i '{ type ipv4_addr : verdict; flags interval; elements = { 10.0.0.0/8 : accept, 11.0.0.0-11.0.0.9 : drop }; }'
nft add map ip t k '{ typeof ip saddr : meta mark; elements = { 1.1.1.1 : 5 }; }'
nft add element ip t v '{ 10.0.0.3 : drop }'
nft delete element ip t m '{ 443 : 10.0.0.3 }'
nft add rule ip t c ip saddr vmap @v
nft add rule ip t c ip saddr vmap @i
nft add rule ip t c meta mark set ip saddr map @k
nft add rule ip t c meta mark set tcp dport map '{ 80-90 : 5, 100 : 6 }'
nft add rule ip t c tcp dport vmap '{ 22 : accept, 80 : jump web, 1-21 : drop }'
nft list map ip t m
nft list maps
nft flush map ip t m
nft -a list ruleset
nft -j list ruleset
