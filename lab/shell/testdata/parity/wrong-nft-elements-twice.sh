nft add table inet t
nft add chain inet t d
nft add rule inet t d 'udp dport vmap { 22 : continue, ssh : jump e, 53 : accept, 443 : jump e } ct count over 5'
nft add rule inet t d 'udp dport vmap { 22 : jump e, ssh : jump e, 53 : accept, 443 : jump e }'
nft add rule inet t d 'udp dport vmap { 443 : jump e, 53 : jump e }'
nft add rule inet t d 'udp dport vmap { 53 : accept, 443 : jump e, 53 : accept }'
nft list ruleset
