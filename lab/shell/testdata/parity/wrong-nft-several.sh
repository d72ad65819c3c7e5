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
