for f in ip ip6 inet arp bridge; do
	nft add table $f t
	nft "add chain $f t in { type filter hook input priority filter; policy accept; comment \"$f\"; }"
	nft "add chain $f t out { type filter hook output priority 5; }"
done
nft add rule arp t in counter drop
nft add rule bridge t in ether saddr 02:00:00:00:00:01 accept
nft add rule bridge t in ip saddr 10.0.0.1 tcp dport 80 drop
nft add rule bridge t in ether type arp accept
nft add rule bridge t in ether type ip ip saddr 10.0.0.1
nft add rule bridge t in icmp type echo-request
nft add rule ip6 t in ip6 saddr fe80::1 icmpv6 type echo-request accept
nft list ruleset
nft -y list ruleset
nft list ruleset bridge
nft list tables ip6
nft list chains arp
nft -j list chains
nft 'list tables; list chains ip'
nft flush ruleset inet
nft -j list ruleset
