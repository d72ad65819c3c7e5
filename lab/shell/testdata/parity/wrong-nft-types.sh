nft add table ip filter
nft add chain ip filter input
nft 'add map ip filter verdicts { type ipv4_addr : verdict; elements = { 1.1.1.1 : jump nowhere } }'
nft 'add map ip filter verdicts { type ipv4_addr : verdict; }'
nft 'add element ip filter verdicts { 1.1.1.1 : jump nowhere }'
nft 'add rule ip filter input tcp dport vmap { 1 : jump nowhere }'
nft 'add rule ip filter input ip saddr { 1.1.1.1, 1.1.1.2 } jump nowhere'
nft 'add rule ip filter input tcp dport { 22 : accept }'
nft 'add rule ip filter input ip saddr 10.0.0.0/33'
nft 'add rule ip filter input tcp dport { 1, fe80::1 }'
nft 'add rule ip filter input ip saddr vmap { 1.1.1.1 }'
nft 'add rule ip filter input meta mark set meta skuid'
nft 'add rule ip filter input dnat to ip saddr map @verdicts'
nft 'add set ip filter names { type ifname; elements = { "eth*" } }'
nft 'add set ip filter late { type ipv4_addr; elements = { 1.1.1.1 timeout 5s } }'
nft 'add chain ip filter input { type filter hook input priority 0; }'
nft 'add chain ip filter base { type filter hook input priority 0; policy drop; }'
nft 'add chain ip filter base { type filter hook output priority 0; }'
nft list ruleset
