nft add table ip t
nft add chain ip t c
nft add chain ip t d
nft add rule ip t c counter packets 5 bytes 500 jump d
nft add rule ip t c goto d
nft add rule ip t c return
nft add rule ip t d counter drop
nft insert rule ip t d accept
nft add rule ip t d reject
nft add rule ip t d tcp dport 22 reject with tcp reset
nft add rule ip t d reject with icmp type host-unreachable
nft add rule ip t d limit rate 10/second accept
nft add rule ip t d limit rate over 5/minute burst 7 packets drop
nft add rule ip t d log prefix '"seen"'
nft add rule ip t d log accept
nft 'add rule ip t d accept comment "all the rest"'
nft list ruleset
