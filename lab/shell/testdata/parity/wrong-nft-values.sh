nft add table ip t
nft add chain ip t c
nft add rule ip t c ip saddr 300.1.1.1 accept
nft add rule ip t c tcp dport 70000 accept
nft add rule ip t c ip saddr fd00::1 accept
nft add rule ip t c iifname averyveryverylongname accept
nft add rule ip t c ct state nosuch accept
nft add rule ip t c masquerade to 10.0.0.1
nft add rule ip t c dnat to 10.0.0.1
nft 'add chain ip t d { type nosuch hook input priority 0; }'
nft 'add chain ip t d { type nat hook forward priority 0; }'
nft 'add chain ip t d { type filter hook input priority nosuch; }'
nft list ruleset
