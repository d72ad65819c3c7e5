nft add table ip t
nft add chain ip t c
nft add rule ip t c ct protocol tcp ct original proto-dst 80 ct reply proto-src 80
nft list ruleset
nft -j list ruleset
