# What is wrong with several commands at once, and which fault of a command nft finds first
nft add table ip t
nft add chain ip t c
nft add chain ip t e
nft 'add set ip t sa { type ipv4_addr; }'
nft 'add set inet t s { type inet_service; elements = { 1-5 }; }'
nft 'add set inet t s { type foo; }'
nft 'add set inet t s { flags interval; }'
nft 'add map ip t m { flags interval; }'
nft 'add quota inet t q { over 10 mbytes }'
nft 'add counter inet t n'
nft 'add element ip t sa { 1.1.1.0/24 }; add element ip t nosuchset { 1.1.1.1 }; add rule ip t c tcp dport @nosuchset; add rule ip t c tcp dport 5 udp dport 6; add rule ip t x accept'
nft -f - <<'NFT'
add rule ip t c tcp dport 5 udp dport 6
add chain inet t c
table ip t {
	chain c {
		accept drop
		counter
		ct state new tcp dport 5 udp dport 6
	}
}
NFT
nft 'add rule ip t c index 5 tcp dport 5 udp dport 6'
nft 'add rule ip t c ip saddr @nosuchset tcp dport 5 udp dport 6'
nft 'add rule ip t c tcp dport 5 udp dport 6 ip saddr @nosuchset'
nft 'add rule ip t c accept ip saddr @nosuchset'
nft 'add rule ip t c iif gone tcp dport 5 udp dport 6'
nft 'add rule ip t c iif gone oif gone'
nft 'add rule ip t c iif == gone reject with icmp type host-unreachable redirect to :80'
nft 'add rule ip t c ip6 saddr ::/0 add @nosuchset { ip6 saddr limit rate 5/second }'
nft 'add rule ip t c ip6 saddr ::1 add @nosuchset { ip saddr }'
nft 'add rule ip t c add @nosuchset { ip6 saddr }'
nft 'add rule ip t c log flags tcp options queue flags bypass to 3'
nft 'add rule ip t c accept queue to 3-5'
nft 'add rule ip t c accept queue num 3'
nft list ruleset
# Where all is flushed nft knows of nothing that was there.
nft -f - <<'NFT'
add chain ip t d
flush ruleset
NFT
nft 'flush ruleset; add chain ip t d'
nft 'flush ruleset; add table ip t; add element ip t sa { 1.1.1.1 }; add set ip t sb { type ipv4_addr; }'
nft 'flush ruleset ip; add chain ip t d'
nft 'flush ruleset; add table ip t; add chain ip t d; add set ip t sb { type ipv4_addr; }; add rule ip t d ip saddr @sb'
nft list ruleset
nft 'add element ip t sb { 0.0.0.0/0, 1.2 }'
nft 'add element ip t sp { 53, -1 }'
nft 'add map inet t mc { type ipv4 : mark; counter; elements = { 10.0.0.0/8 : 1 }; }'
nft 'add table arp t; add chain arp t c'
nft 'add rule arp t c meta l4proto sctp tcp ackseq 1-5 counter accept'
