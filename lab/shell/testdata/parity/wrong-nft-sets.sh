nft add table ip filter
nft add set ip filter s '{ type nosuch; }'
echo $?
nft add set ip filter s '{ flags interval; }'
nft add set ip filter s
nft add set ip filter s '{ type ipv4_addr }'
nft add set ip filter s '{ type ipv4_addr; flags nosuch; }'
nft add set ip filter s '{ type ipv4_addr; timeout soon; }'
nft add map ip filter s '{ type ipv4_addr; }'
nft add set ip other s '{ type ipv4_addr; }'
nft add set ip filter s '{ type ipv4_addr; }'
nft create set ip filter s '{ type ipv4_addr; }'
nft add set ip filter s '{ type inet_service; }'
nft list ruleset
