nft add table ip t
nft add chain ip t c
nft add set ip t pairs '{ type ipv4_addr . inet_service; elements = { 10.0.0.1 . 80, 10.0.0.2 . 443 }; }'
nft add set ip t wide '{ typeof ip saddr . tcp dport; flags interval; elements = { 10.0.0.0/8 . 80-90, 1.1.1.1 . 5 }; }'
nft add set ip t links '{ typeof iifname . ip saddr; elements = { "eth0" . 1.1.1.1, "lo" . 127.0.0.1 }; }'
nft add rule ip t c ip saddr . tcp dport @pairs accept
nft add rule ip t c ip saddr . tcp dport @wide accept
nft add rule ip t c iifname . ip saddr @links accept
nft add rule ip t c ip saddr . ip daddr . meta mark '{ 1.1.1.1 . 2.2.2.2 . 5 }' drop
nft add rule ip t c ip saddr . tcp dport '{ 10.0.0.0/24 . 80, 1.1.1.1 . 1-1024 }' accept
nft add rule ip t c tcp dport . ip saddr vmap '{ 80 . 1.1.1.1 : accept, 443 . 1.1.1.2 : drop }'
nft add element ip t pairs '{ 10.0.0.3 . 22 }'
nft delete element ip t pairs '{ 10.0.0.1 . 80 }'
nft -a list ruleset
nft -j list ruleset
