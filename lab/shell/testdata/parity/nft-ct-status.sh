nft add table ip t
nft add chain ip t c
nft add rule ip t c ct status seen-reply
nft add rule ip t c ct status expected,seen-reply,assured
nft add rule ip t c ct status ! seen-reply
nft add rule ip t c ct status ! 7
nft add rule ip t c ct status != seen-reply counter
nft add rule ip t c "ct status & (seen-reply|assured) == assured"
nft list ruleset
nft add rule ip t c ct status 1-2
nft add rule ip t c ct status seen-repl
echo $?
