# What a network policy leaves: who may speak to whom, by sets.
nft 'table inet policies {
	set frontends {
		type ipv4_addr
		elements = { 10.244.1.5, 10.244.2.7 }
	}

	set world {
		type ipv4_addr
		flags interval
		elements = { 0.0.0.0/0 }
	}

	chain forward {
		type filter hook forward priority filter; policy drop;
		ct state vmap { established : accept, related : accept, invalid : drop }
		ip daddr 10.244.3.9 jump db
		icmp type { echo-request, echo-reply } accept
		icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
		meta l4proto { tcp, udp } th dport 53 accept
		log prefix "denied: " level info
		counter reject with icmpx admin-prohibited
	}

	chain db {
		ip saddr @frontends tcp dport { 5432, 6000-6010 } accept comment "the frontends"
		iifname "veth*" oifname { "br0", "br1" } accept
		limit rate 5/second burst 10 packets accept
		drop
	}
}
'
echo $?
nft list ruleset
nft list chain inet policies db
nft -n list ruleset
nft -j list table inet policies
