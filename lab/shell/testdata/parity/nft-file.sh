cat > rules.nft <<'END'
# a comment
flush ruleset
table ip nat {
	chain post {
		type nat hook postrouting priority srcnat; policy accept;
		ip saddr 10.0.0.0/8 counter masquerade # another
	}

	chain pre {
		type nat hook prerouting priority dstnat;
		tcp dport 80 dnat to 10.0.0.2:8080
	}
}
add table inet f
add chain inet f c
add rule inet f c accept; add rule inet f c drop
END
nft -f rules.nft
nft list ruleset
echo 'add rule inet f c ip saddr 10.1.1.1 drop' | nft -f -
nft list table inet f
nft list ruleset > saved
nft flush ruleset
nft -f saved
nft list ruleset
