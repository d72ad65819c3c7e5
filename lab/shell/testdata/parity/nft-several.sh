nft 'add table ip t; add chain ip t c; add set ip t marks { type mark; }; add element ip t marks { 1, 2, 3 }; add rule ip t c meta mark @marks'
nft 'delete element ip t marks { 2 }; add element ip t marks { 9 }'
nft list ruleset
nft 'flush ruleset; add table ip t; add chain ip t c; add set ip t marks { type ipv4_addr; }; add rule ip t c ip saddr @marks'
nft 'add set ip t names { type ifname; flags interval; elements = { "eth*", "lo" } }'
nft 'add set ip t devices { type iface_index; elements = { "lo" } }'
nft 'add map ip t ports { type ipv4_addr : inet_service; elements = { 1.1.1.1 : 80 } }'
nft 'add rule ip t c tcp dport 5 redirect to : ip saddr map @ports'
nft 'add rule ip t c tcp dport 6 dnat to 1.1.1.1 : ip saddr map @ports'
nft 'add rule ip t c ct mark set numgen inc mod 4'
nft 'add chain ip t d { type filter hook input priority 0; policy drop; }'
nft 'chain ip t d { policy accept; }'
nft -a list ruleset
nft -j list ruleset
