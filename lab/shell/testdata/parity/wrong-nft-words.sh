nft
nft nosuch
nft add
nft add table
nft add rule ip t c nosuch 5
nft list nosuch
nft add table nosuch x
nft --nosuch
nft add chain ip t
