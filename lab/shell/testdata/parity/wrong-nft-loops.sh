nft add table ip t
nft 'add chain ip t first; add chain ip t second; add chain ip t third'
nft add rule ip t first jump second
nft add rule ip t second goto third
nft add rule ip t third jump first
echo $?
nft 'add chain ip t base { type filter hook input priority filter; }'
nft add rule ip t first jump base
nft 'add chain ip t nat { type nat hook prerouting priority dstnat; }'
nft add rule ip t base masquerade
nft add rule ip t nat tcp dport 80 redirect to :8080
nft add rule ip t base tcp dport 80 dnat to 10.0.0.1
nft list ruleset
