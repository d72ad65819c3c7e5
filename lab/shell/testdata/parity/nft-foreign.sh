nft add table ip t
nft 'add set ip t s { type ipv4_addr; }'
nft add element ip t s '{ 10.0.0.1 }'
nft add chain ip t c
nft add rule ip t c ip saddr @s accept
nft add rule ip t c ip saddr @s tcp flags syn accept
nft list ruleset
nft -j list tables | head -c 1
echo
nft list sets
