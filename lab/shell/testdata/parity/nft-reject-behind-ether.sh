nft add table inet t
nft add chain inet t d
nft add rule inet t d ether daddr 02:00:00:00:00:01 meta mark 7-9 reject with icmpv6 type no-route
nft add rule inet t d ether daddr 02:00:00:00:00:01 reject with icmp type net-unreachable
nft add rule inet t d ether saddr 02:00:00:00:00:01 ip saddr 10.0.0.1 reject with icmp type net-unreachable
nft add rule inet t d ether saddr 02:00:00:00:00:01 reject with icmpx type no-route
nft add rule inet t d ether saddr 02:00:00:00:00:01 reject with tcp reset
nft add rule inet t d ether saddr 02:00:00:00:00:01 reject
nft add rule inet t d ether type ip reject with icmp type net-unreachable
nft add rule inet t d meta iiftype ether reject with icmp type net-unreachable
nft add table bridge b
nft add chain bridge b d
nft add rule bridge b d ether daddr 02:00:00:00:00:01 reject with icmpv6 type no-route
nft add rule bridge b d meta iiftype ether reject with icmp type net-unreachable
nft list ruleset
