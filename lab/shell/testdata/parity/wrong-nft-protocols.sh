nft add table ip filter
nft add chain ip filter input
nft add table inet all
nft add chain inet all input
r() { nft add rule ip filter input "$@"; }
r tcp sport 5 udp dport 3 accept
echo $?
r ip6 saddr fe80::1
r masquerade to :5
r redirect to :5
r udp dport 53 reject with tcp reset
r reject with icmpx port-unreachable
r reject with icmpv6 no-route
r dnat to 10.0.0.1:80
r ct reply proto-dst 80
nft add rule inet all input ip saddr 1.1.1.1 ip6 daddr ::1
nft add rule inet all input dnat to 10.0.0.1
nft add rule inet all input meta l4proto '{ tcp, udp }' tcp dport 80
nft list ruleset
