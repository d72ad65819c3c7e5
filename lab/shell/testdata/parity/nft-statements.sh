nft add table inet f
nft add chain inet f other
nft add chain inet f c
r() { nft add rule inet f c "$@"; }
r limit rate over 10/minute burst 20 packets drop
r limit rate 5/second accept
r limit rate 10 mbytes/second burst 1500 bytes accept
r limit rate over 1025 bytes/hour drop
r quota over 5 mbytes drop
r log
r log prefix '"hi "' level debug
r log prefix foo flags all
r log flags tcp sequence,options flags ip options flags skuid
r log group 2 prefix '"a b"' snaplen 50 queue-threshold 3
r counter packets 5 bytes 6 accept comment '"ten words"'
r reject
r reject with tcp reset
r reject with icmp host-unreachable
r reject with icmpv6 type no-route
r reject with icmpx type admin-prohibited
r ip saddr 1.1.1.1 reject
r ip6 saddr fe80::1 reject
r tcp dport 80 reject with tcp reset
r notrack
r jump other
r goto other
r continue
r return
r accept
nft -a list ruleset
nft -n list ruleset
nft -s list ruleset
nft -j list ruleset
