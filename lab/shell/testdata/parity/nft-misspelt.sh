# What nft proposes where a rule is not there, but a chain of a similar name is.
nft add table ip f
nft add chain ip f c
nft delete rule ip f c handle 1000
nft add chain ip f c5
nft delete rule ip f c handle 1000
nft replace rule ip f c handle 1000 accept
nft delete rule ip f c5 handle 1000
nft delete rule ip f qqqqqq handle 1000
nft list table ip g
nft list chain ip f d
nft delete chain ip f d
nft list ruleset
