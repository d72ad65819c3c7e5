# Values with names: in a range there are none.
nft add table inet f
nft add chain inet f c
r() { nft add rule inet f c "$@"; }
r icmp type 0-8
r icmp type '{ 0-8, 13 }'
r icmp type != 0-8
r meta l4proto 6-17
r meta l4proto '{ 6-17, 1 }'
r ct expiration 60s-120s
r ct expiration '{ 60s-120s, 5s }'
r meta skuid 0-1000
r meta pkttype 0-2
r iifgroup 0-5
r iifgroup default
r iifgroup '"default"'
r iifgroup '{ default, 5 }'
r oifgroup != 0
r meta priority set none
r meta priority set root
r meta priority set 1:2
r meta priority '{ none, root, 1:2 }'
nft add set inet f s '{ type icmp_type; flags interval; elements = { 0-8, 13 }; }'
nft -a list ruleset
nft -n list ruleset
nft -j list ruleset
nft flush chain inet f c
r meta priority set 0
r meta priority set ip saddr map '{ 1.2.3.4 : root, 1.2.3.5 : 1:2 }'
nft list ruleset
r icmp type echo-reply-redirect
r meta l4proto tcp-udp
nft add set inet f v '{ type verdict; }'
nft add map inet f v '{ type verdict : mark; }'
nft list ruleset
