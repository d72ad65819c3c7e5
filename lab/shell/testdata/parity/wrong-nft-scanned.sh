# What nft takes for no name, no time and no key.
nft add table ip t
nft add chain ip t c
nft 'add rule bridge t chan priority none jump e'
nft 'add rule arp t c iifname accept ct expiration > 30s goto d'
nft 'add rule ip t c iifname "accept" ct expiration > 30s'
nft 'add set ip t sn { type ipv4_addr; }'
nft 'delete element ip t sn { 172.16.0.0/12 timeout 5 }'
nft 'add rule ip t c icmp type redirect'
