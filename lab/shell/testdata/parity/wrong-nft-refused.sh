nft add chain ip none c
nft add rule ip none c accept
nft add table ip t
nft create table ip t
nft delete table ip none
nft delete chain ip t none
nft add chain ip t c
nft create chain ip t c
nft add rule ip t c jump nowhere
nft delete rule ip t c handle 99
nft list chain ip t none
nft list table ip none
nft list ruleset
