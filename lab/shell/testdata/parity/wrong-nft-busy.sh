nft add table ip filter
nft add chain ip filter input
nft add chain ip filter other
nft add set ip filter addresses '{ type ipv4_addr; }'
nft add counter ip filter hits
nft add rule ip filter input ip saddr @addresses jump other
nft add rule ip filter input counter name hits
nft delete set ip filter addresses
echo $?
nft delete chain ip filter other
nft delete chain ip filter input
nft delete counter ip filter hits
nft add rule ip filter other jump input
echo $?
nft add rule ip filter input jump input
nft add map ip filter verdicts '{ type ipv4_addr : verdict; elements = { 1.1.1.1 : jump input }; }'
nft add rule ip filter input ip saddr vmap @verdicts
nft list ruleset
