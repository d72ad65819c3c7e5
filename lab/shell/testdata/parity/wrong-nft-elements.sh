nft add table ip filter
nft add set ip filter addresses '{ type ipv4_addr; elements = { 10.0.0.1 }; }'
nft add set ip filter few '{ type ipv4_addr; size 2; elements = { 10.0.0.1, 10.0.0.2 }; }'
nft add element ip filter addresses '{ 10.0.0.1 }'
echo $?
nft create element ip filter addresses '{ 10.0.0.1 }'
echo $?
nft delete element ip filter addresses '{ 10.0.0.77 }'
nft get element ip filter addresses '{ 10.0.0.77 }'
nft add element ip filter few '{ 10.0.0.3 }'
nft add element ip filter addresses '{ 10.0.0.0/8 }'
nft add element ip filter addresses '{ 10.0.0.1-10.0.0.4 }'
nft add element ip filter addresses '{ 300.1.1.1 }'
nft add element ip filter addresses '{ fe80::1 }'
nft add element ip filter addresses '{ 10.0.0.5 : accept }'
nft add element ip filter addresses '{ }'
nft add element ip filter zzzzzzzzz '{ 10.0.0.1 }'
nft add element ip zzzzzzzzz addresses '{ 10.0.0.1 }'
nft list ruleset
