nft add table ip t
nft 'add chain ip t pre { type nat hook prerouting priority dstnat; }'
nft 'add chain ip t post { type nat hook postrouting priority srcnat; }'
nft add rule ip t post masquerade random,persistent
nft add rule ip t post tcp dport 1 masquerade to :1000-2000
nft add rule ip t post snat to 1.1.1.1-1.1.1.9
nft add rule ip t post udp dport 53 snat to 1.1.1.1:1000-2000 fully-random
nft add rule ip t post ip saddr 10.0.0.0/24 snat to 1.1.1.0/24
nft add rule ip t pre tcp dport 22 redirect to :2222
nft add rule ip t pre tcp dport 23 redirect to :1000-2000 random
nft add rule ip t pre tcp dport 24 redirect
nft add rule ip t pre tcp dport 25 redirect to tcp dport map '{ 25 : 2525 }'
nft add rule ip t pre tcp dport 80 dnat to 10.0.0.2:8080
nft add rule ip t pre tcp dport 81 dnat to 10.0.0.2-10.0.0.5:8080-8090
nft add table inet f
nft 'add chain inet f pre { type nat hook prerouting priority dstnat; }'
nft add rule inet f pre tcp dport 80 dnat ip to 10.0.0.2:80
nft add rule inet f pre tcp dport 80 dnat ip6 to [fd00::2]:80
nft add rule inet f pre dnat ip6 to fd00::2
nft add table ip6 s
nft 'add chain ip6 s post { type nat hook postrouting priority srcnat; }'
nft add rule ip6 s post ip6 saddr fd00::/64 snat to fd01::1
nft add rule ip6 s post tcp dport 5 snat to '[fd01::1]-[fd01::9]:5-6'
nft -a list ruleset
nft -j list ruleset
