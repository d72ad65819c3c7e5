nft add table ip filter
nft add chain ip filter input
nft add rule ip filter zzzzzzzzzz accept
nft add rule ip zzzzzzzzzz input accept
nft add chain ip zzzzzzzzzz input
nft delete chain ip filter zzzzzzzzzz
nft delete table ip zzzzzzzzzz
nft delete table ip6 filter
nft delete counter ip filter zzzzzzzzzz
nft list counter ip filter zzzzzzzzzz
nft list chain ip filter zzzzzzzzzz
nft list table inet zzzzzzzzzz
nft rename chain ip filter zzzzzzzzzz other
nft delete rule ip filter input handle 99
nft replace rule ip filter input handle 99 accept
nft add rule ip filter input handle 99 accept
nft insert rule ip filter input index 9 accept
nft delete rule ip filter input
nft add rule ip filter input jump nowhere
nft add chain ip filter input '{ policy drop; }'
nft list chain ip filter inpt
nft destroy table ip filter
nft list ruleset
