nft add table ip nat
nft 'add chain ip nat pre { type nat hook prerouting priority dstnat; }'
nft 'add chain ip nat post { type nat hook postrouting priority srcnat; }'
nft add rule ip nat post ip saddr 172.17.0.0/16 oifname != docker0 counter masquerade
nft add rule ip nat post masquerade random
nft add rule ip nat post ip saddr 10.0.0.0/24 snat to 203.0.113.2
nft add rule ip nat post tcp sport 5000 snat to 203.0.113.2:6000
nft add rule ip nat pre tcp dport 8080 dnat to 172.17.0.2:80
nft add rule ip nat pre iifname eth0 udp dport 53 counter dnat to 10.0.0.53
nft add rule ip nat pre tcp dport 81 redirect to :8081
nft list ruleset
nft add table ip colon
nft add chain ip colon c
nft add rule ip colon c tcp dport 80 redirect :8080
nft add rule ip colon c tcp dport 80 masquerade :8080
nft add rule ip colon c tcp dport 80 dnat :8080
nft list table ip colon
