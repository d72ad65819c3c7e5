nft add table ip t
nft add chain ip t c
nft 'add rule ip t c tcp dport 1 accept; add rule ip t c tcp dport 2 accept; add rule ip t c tcp dport 3 accept'
nft insert rule ip t c tcp dport 4 accept
nft add rule ip t c position 3 tcp dport 5 accept
nft insert rule ip t c position 3 tcp dport 6 accept
nft add rule ip t c handle 4 tcp dport 7 accept
nft insert rule ip t c index 1 tcp dport 8 accept
nft add rule ip t c index 0 tcp dport 9 accept
nft -a list chain ip t c
nft replace rule ip t c handle 3 udp dport 3 drop
nft delete rule ip t c handle 4
nft rename chain ip t c d
nft -a list ruleset
nft flush chain ip t d
nft delete chain ip t d
nft flush table ip t
nft -a list tables
nft -j list tables
nft flush ruleset ip
nft list ruleset
