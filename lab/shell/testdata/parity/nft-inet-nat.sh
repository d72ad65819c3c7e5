# In the family inet, what a rule has asked for says which addresses a translation has.
nft add table inet f
nft add chain inet f pre '{ type nat hook prerouting priority dstnat; }'
nft add chain inet f post '{ type nat hook postrouting priority srcnat; }'
d() { nft add rule inet f pre "$@"; }
d ip daddr 1.2.3.4 tcp dport 80 dnat to 10.0.0.1:80
d ip daddr 1.2.3.4 dnat to 10.0.0.1
d ip protocol tcp dnat to 10.0.0.1:80
d ip protocol '{ tcp, udp }' dnat to 10.0.0.1:80
d ip daddr '{ 1.2.3.4, 1.2.3.5 }' dnat to 10.0.0.1
d ip daddr != 1.2.3.4 dnat to 10.0.0.1-10.0.0.9
d ip6 daddr fd00::1 tcp dport 80 dnat to '[fd00::2]:80'
d ip6 nexthdr tcp dnat to fd00::2
d meta nfproto ipv4 tcp dport 80 dnat to 10.0.0.1:80
d meta nfproto ipv6 dnat to fd00::2
d icmp type echo-request dnat to 10.0.0.1
d icmpv6 type echo-request dnat to fd00::2
d ether type ip dnat to 10.0.0.1
d ip daddr 1.2.3.4 dnat to numgen inc mod 2 map '{ 0 : 10.0.0.1, 1 : 10.0.0.2 }'
d ip daddr 1.2.3.4 dnat to tcp dport map '{ 80 : 10.0.0.1 . 80 }'
d ip daddr 1.2.3.4 dnat to ip daddr map '{ 1.2.3.4 : 10.0.0.1 }'
d ip daddr 1.2.3.4 tcp dport 80 redirect to :8080
d ip daddr 1.2.3.4 tcp dport 80 dnat to :8080
d tcp dport 80 dnat to :8080-8090
s() { nft add rule inet f post "$@"; }
s ip saddr 10.0.0.0/8 oifname eth0 counter snat to 1.2.3.4
s ip saddr vmap '{ 1.2.3.4 : accept }' snat to 1.2.3.4
s ip saddr 10.0.0.0/8 masquerade
nft list ruleset
nft -j list ruleset
# Wrong ones.
s ip saddr 10.0.0.0/8 snat to 1.2.3.4:5
s snat to 1.2.3.4:5
s snat to 1.2.3.4
d ip daddr 1.2.3.4 dnat to 10.0.0.1:80
d ip daddr 1.2.3.4 dnat to :80
d dnat to ip daddr map '{ 1.2.3.4 : 10.0.0.1 }'
d dnat to tcp dport map '{ 80 : 10.0.0.1 }'
d meta protocol ip dnat to 10.0.0.1
d ip daddr 1.2.3.4 dnat to fd00::2
d ip daddr 1.2.3.4 dnat ip6 to fd00::2
d meta nfproto '{ ipv4, ipv6 }' dnat to 10.0.0.1
d tcp dport 80 dnat to 10.0.0.1:80
nft list ruleset
d tcp dport 80 dnat ip to :8080
nft add map inet f m '{ type ipv4_addr : ipv4_addr . inet_service; elements = { 1.2.3.4 : 10.0.0.1 . 80 }; }'
d ip daddr 1.2.3.4 dnat to ip saddr map @m
d ip protocol tcp dnat to ip daddr map @m
nft list ruleset
