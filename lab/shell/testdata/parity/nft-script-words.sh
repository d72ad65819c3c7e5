cat > rules.nft <<'END'
#!/usr/sbin/nft -f
# Comments, definitions and blocks.
flush ruleset
define lan = "eth1"
define nets = { 10.0.0.0/8, 192.168.0.0/16 }
define port = 22

table inet f { # the filter
	comment "all of it"
	counter hits {
		packets 0 bytes 0
	}
	set s {
		type ipv4_addr
		flags interval
		elements = {
			1.1.1.1,
			2.2.2.0/24, # with one more
			3.3.3.3,
		}
	}
	chain in {
		comment "who comes in"
		type filter hook input priority filter - 5; policy drop;
		iifname $lan ip saddr $nets tcp dport $port \
			accept
		ip saddr @s counter name "hits"
		tcp dport {
			80,
			443,
		} accept
	}
}
add rule inet f in drop; add chain inet f more
add rule inet f more return
END
nft -c -f rules.nft
nft list ruleset
nft -f rules.nft
nft list ruleset
nft -f - < rules.nft
nft -a list ruleset
nft list ruleset > saved.nft
nft flush ruleset
nft -f saved.nft
nft list ruleset
nft -j list ruleset
nft -f /dev/null
nft -c add table ip z
nft list tables
