nft add table ip t
nft add chain ip t c
nft 'add set ip t a { type ipv4_addr; timeout 1h; size 100; gc-interval 5m; }'
nft 'add set ip t b { type ipv4_addr; flags timeout; }'
nft 'add set ip t d { type ipv4_addr; flags dynamic, timeout; timeout 1d2h3m4s; counter; }'
nft add rule ip t c add @d '{ ip saddr }'
nft add rule ip t c update @d '{ ip saddr timeout 30s counter }' accept
nft add rule ip t c tcp dport 22 ct state new add @d '{ ip saddr limit rate over 3/minute burst 3 packets }' drop
nft list ruleset
nft -n list ruleset
nft -j list ruleset
