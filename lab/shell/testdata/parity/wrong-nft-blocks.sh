nft 'table ip q { chain c { type filter hook input priority 0; tcp dport 22 accept; } set s { type ipv4_addr; } }'
echo $?
nft 'add table ip q; add chain ip q c { type filter hook input priority 0 }'
nft 'add chain ip q c { tcp dport 22 accept }'
nft 'add table ip q; add chain ip q c { policy drop; }'
nft 'table ip q { chain c { type filter hook input priority 0; policy nosuch; } }'
cat > bad.nft <<'END'
table ip filter {
	chain input {
		type filter hook input priority 0; policy accept;
		tcp sport 5 udp dport 3 accept
		tcp dport 22 drop accept
	}
}
END
nft -f bad.nft
echo $?
nft -f - < bad.nft
cat > worse.nft <<'END'
table ip filter {
	chain input {
		jump nowhere
	}
}
END
nft -f worse.nft
nft list ruleset
