# A range stays one in a match, even where it is a prefix or a single value; a set knows no difference.
nft add table inet f
nft add chain inet f c
r() { nft add rule inet f c "$@"; }
r ip saddr 10.0.0.0-10.0.0.255 accept
r ip saddr != 10.0.0.0-10.0.0.255 accept
r ip saddr 10.0.0.4-10.0.0.7
r ip saddr '{ 10.0.0.0-10.0.0.255 }'
r ip saddr != '{ 10.0.0.0-10.0.0.255 }'
r ip saddr '{ 10.0.0.0-10.0.0.255, 10.0.2.0-10.0.2.255 }'
r ip saddr '{ 10.0.0.0/24 }'
r ip6 saddr 2001:db8::-2001:db8::ffff
r ip saddr 0.0.0.0-255.255.255.255
r ip saddr 0.0.0.0/0
r ip saddr 10.0.0.1-10.0.0.1
r ip saddr != 10.0.0.1-10.0.0.1
r ip saddr 10.0.0.0/32
r tcp dport 5-5
r tcp dport '{ 5-5 }'
r tcp dport '{ 5-5, 6-6 }'
r tcp dport '{ 5-5, 8-8 }'
r tcp dport '{ 5-5, 5, 8 }'
r tcp dport vmap '{ 5-5 : accept, 8 : drop }'
r meta mark 5-5
r meta mark != 5-7
r ip ttl '{ 5-5 }'
r ct expiration 5s-5s
r ether saddr 02:00:00:00:00:01-02:00:00:00:00:05
r ip saddr . tcp dport '{ 10.0.0.0-10.0.0.255 . 80-80 }'
r ip saddr . tcp dport '{ 10.0.0.1-10.0.0.1 . 80 }'
r dnat ip to 10.0.0.0-10.0.0.255
r dnat ip to 10.0.0.1-10.0.0.1
r tcp dport 80 dnat ip to 10.0.0.1:80-80
r tcp dport 80 redirect to :80-80
r dnat ip to ip saddr map '{ 1.2.3.4 : 10.0.0.1-10.0.0.1 }'
r dnat ip to ip saddr map '{ 1.2.3.4 : 10.0.0.1-10.0.0.1, 1.2.3.5 : 10.0.0.0/24, 1.2.3.6 : 10.0.0.5-10.0.0.9, 1.2.3.7 : 10.0.0.3 }'
nft add set inet f s '{ type inet_service; }'
nft add element inet f s '{ 5-5 }'
nft add set inet f i '{ type inet_service; flags interval; elements = { 5-5, 8 }; }'
nft add element inet f i '{ 9-9 }'
nft get element inet f i '{ 9 }'
nft delete element inet f i '{ 5-5 }'
nft add set inet f a '{ type ipv4_addr; flags interval; elements = { 10.0.0.0-10.0.0.255 }; }'
nft delete element inet f a '{ 10.0.0.0/24 }'
nft add element inet f a '{ 10.0.1.0-10.0.1.255 }'
nft -a list ruleset
nft -j list ruleset
