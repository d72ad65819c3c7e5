nft add table inet t
nft add chain inet t c
nft add rule inet t c counter packets 010 bytes 0x10
nft add rule inet t c counter packets 08 bytes 1
nft add rule inet t c limit rate 010/second burst 011 packets
nft add rule inet t c tcp dport 010
nft add rule inet t c tcp dport 08
nft add rule inet t c meta mark 010
nft add rule inet t c meta mark set 010
nft add rule inet t c ip ttl 010
nft add rule inet t c limit rate 08/second
nft add rule inet t c ct count over 010
nft add rule inet t c quota 010 bytes
nft add chain inet t d { type filter hook input priority 010 \; }
nft add rule inet t c queue num 010
nft add rule inet t c log group 010 snaplen 011
nft add rule inet t c log level 08
nft add rule inet t c ip saddr 10.0.0.0/010
nft add set inet t s { type inet_service\; timeout 010s\; size 010\; }
nft -a list ruleset
