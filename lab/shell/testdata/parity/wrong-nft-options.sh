nft --nosuch
nft -f nosuch.nft
nft -a
nft list ruleset -a
nft -f
nft -j add table
