nft add table ip filter
nft add chain ip filter input
nft add set ip filter addresses '{ type ipv4_addr; }'
nft add map ip filter verdicts '{ type ipv4_addr : verdict; }'
nft add rule ip filter input ip saddr @zzzzzzzzzzzz accept
echo $?
nft add rule ip filter input ip saddr @adresses accept
nft add rule ip filter input tcp dport @addresses accept
nft add rule ip filter input ip saddr vmap @addresses
nft add rule ip filter input ip saddr @verdicts accept
nft add rule ip filter input add @zzzzzzzzzzzz '{ ip saddr }'
nft add rule ip filter input ip saddr . tcp dport @addresses accept
nft list set ip filter zzzzzzzzzzzz
nft list map ip filter addresses
nft flush set ip filter zzzzzzzzzzzz
nft list ruleset
