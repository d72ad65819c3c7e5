nft add table ip t
nft add chain ip t c
nft add counter ip t web
nft 'add counter ip t old { packets 5 bytes 600; comment "from before"; }'
nft 'add quota ip t month { over 25 mbytes; }'
nft add rule ip t c counter name web accept
nft add rule ip t c tcp dport 80 quota name '"month"' drop
nft list counters
nft list counter ip t web
nft list quotas
nft delete counter ip t old
nft delete counter ip t web
nft -a list ruleset
nft -s list ruleset
nft -j list ruleset
