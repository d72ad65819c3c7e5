nft add table ip t
nft add chain ip t plain
nft 'add chain ip t pre { type nat hook prerouting priority dstnat; }'
nft 'add chain ip t pre2 { type nat hook prerouting priority -95; policy accept; }'
nft 'add chain ip t post { type nat hook postrouting priority 100; }'
nft 'add chain ip t in { type filter hook input priority filter; policy drop; }'
nft 'add chain ip t out { type filter hook output priority filter + 5; }'
nft 'add chain ip t raw { type filter hook prerouting priority raw; }'
nft 'add chain ip t early { type filter hook forward priority -300; }'
nft 'add chain ip t odd { type filter hook forward priority 33; }'
nft 'add chain ip t route { type route hook output priority mangle; }'
nft list chains
nft list chain ip t in
nft list table ip t
nft delete chain ip t plain
nft flush chain ip t in
nft list ruleset
