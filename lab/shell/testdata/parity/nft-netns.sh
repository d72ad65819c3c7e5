ip netns add a
ip netns exec a nft add table ip inner
ip netns exec a nft add chain ip inner c
ip netns exec a nft add rule ip inner c accept
ip netns exec a nft list ruleset
nft list ruleset
ip netns exec a bash
nft add rule ip inner c counter
nft list chain ip inner c
exit
nft list tables
