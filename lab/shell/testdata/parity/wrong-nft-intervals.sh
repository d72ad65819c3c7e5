nft add table ip filter
nft 'add set ip filter nets { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 10.1.0.0/16 } }'
echo $?
nft 'add set ip filter nets { type ipv4_addr; flags interval; elements = { 10.0.0.0/8 } }'
nft add element ip filter nets '{ 10.0.0.0-11.0.0.0 }'
nft add element ip filter nets '{ 9.0.0.0-10.5.0.0 }'
nft delete element ip filter nets '{ 10.0.0.0/9 }'
nft delete element ip filter nets '{ 12.0.0.0/8 }'
nft add element ip filter nets '{ 20.0.0.0/8, 20.0.0.0/16 }'
nft 'add map ip filter verdicts { type inet_service : verdict; flags interval; elements = { 1-10 : accept, 5-15 : drop } }'
nft add chain ip filter c
nft add rule ip filter c tcp dport vmap '{ 80-90 : accept, 85 : drop }'
nft add rule ip filter c tcp dport 90-80
nft list ruleset
nft add table ip iv; nft add chain ip iv c; nft add set ip iv s '{ type inet_service; flags interval; }'
nft 'add set ip iv a { type inet_service; flags interval; elements = { 5, 5-9 }; }'
nft 'add set ip iv a { type inet_service; flags interval; elements = { 5-9, 5 }; }'
nft 'add set ip iv a { type inet_service; flags interval; elements = { 5-9, 5-7, 5 }; }'
nft 'add set ip iv a { type inet_service; flags interval; elements = { 5-7, 5-9, 5 }; }'
nft 'add element ip iv s { 5-7, 5-9 }'
nft 'add element ip iv s { 5-9, 5-7 }'
nft 'add rule ip iv c tcp dport vmap { 5-9 : drop, 5-7 : accept }'
nft 'add rule ip iv c tcp dport vmap { 5-7 : drop, 5-9 : accept }'
nft 'add rule ip iv c tcp dport vmap { 5 : drop, 5-9 : accept }'
nft 'add rule ip iv c iif { lo, 0x10 } ip saddr 1.2.3.4'
nft list ruleset
