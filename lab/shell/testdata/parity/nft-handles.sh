nft add table ip t
nft add chain ip t c
nft add rule ip t c ip saddr 10.0.0.1 accept
nft add rule ip t c ip saddr 10.0.0.2 accept
nft -a list ruleset
nft insert rule ip t c position 3 drop
nft add rule ip t c position 2 counter
nft delete rule ip t c handle 2
nft list ruleset
