nft add table ip t
nft 'add set ip t nets { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.0.0/16, 172.16.0.1-172.16.0.20 } }'
nft add element ip t nets '{ 1.1.1.1, 11.0.0.0/8 }'
nft add element ip t nets '{ 10.5.0.0/16 }'
nft list set ip t nets
nft get element ip t nets '{ 10.7.7.7 }'
nft delete element ip t nets '{ 192.168.0.0/16 }'
nft 'add set ip t ports { type inet_service; flags interval; elements = { 1-1023, 8080, 60000-65535 } }'
nft 'add set ip t marks { type mark; flags interval; elements = { 1-5, 0x10 } }'
nft 'add set ip t six { type ipv6_addr; flags interval; elements = { fe80::/10, ::1 } }'
nft add chain ip t c
nft add rule ip t c ip saddr @nets tcp dport @ports accept
nft add rule ip t c meta mark @marks drop
nft list ruleset
nft -j list ruleset
