nft add table inet f
nft 'add chain inet f in { type filter hook input priority filter; policy accept; }'
nft add rule inet f in ip saddr 10.0.0.1 tcp dport 80 accept
nft add rule inet f in ip6 saddr fd00::/64 udp dport 53 accept
nft add rule inet f in ip6 daddr fd00::1 drop
nft add rule inet f in icmpv6 type echo-request accept
nft add rule inet f in icmp type echo-reply accept
nft add rule inet f in tcp dport '{ 22, 80, 443 }' accept
nft add rule inet f in reject
nft add table ip6 g
nft add chain ip6 g c
nft add rule ip6 g c ip6 saddr fd00::1 tcp dport 80 accept
nft add rule ip6 g c reject
nft list ruleset
