# What generated rules found: places of errors, and protocols that a set or a connection names
for f in ip inet bridge; do nft add table $f t; nft add chain $f t c; done
nft add chain ip t d
nft rename chain ip t c d
nft rename chain ip t c c
nft 'add map ip t m { type inet_service : ipv4_addr; elements = { 8080 : 10.0.0.1, 81-90 : 10.0.0.2 }; }'
nft 'add map ip t m { type ipv4_addr : mark; elements = { 10.0.0.0/8 : 7-9 }; }'
nft 'add set ip t s { type ipv4_addr . inet_service; elements = { 172.16.0.0/12 . 80, 10.0.0.2 . 81-90 }; }'
nft 'add set ip t sp { type inet_service; flags interval; elements = { 1-5, 22 }; }'
nft 'add element ip t sp { 53, 0-1023 }'
nft 'add rule inet t c meta l4proto { tcp, udp } icmp type 8'
nft 'add rule inet t c meta l4proto { udp, tcp, sctp } icmp type 8'
nft 'add rule inet t c meta l4proto { tcp, udp } tcp dport 8'
nft 'add rule inet t c meta l4proto { tcp, udp } udp dport 8'
nft 'add rule inet t c meta l4proto { sctp, tcp, gre } icmp type 8'
nft 'add rule inet t c meta l4proto { 1-6, udp } tcp dport 8'
nft 'add rule inet t c ip protocol { udp, tcp } icmp type 8'
nft 'add rule bridge t c ether type { ip6, arp } ip protocol sctp'
nft 'add rule bridge t c ether type { arp, ip6 } ip protocol sctp'
nft 'add rule inet t c meta nfproto { ipv6, ipv4 } ip saddr 1.1.1.1'
nft 'add rule inet t c meta l4proto gre tcp dport 5'
nft 'add rule inet t c meta l4proto gre dnat ip to 1.1.1.1:80'
nft 'add rule inet t c ip protocol gre redirect to :80'
nft 'add rule ip t c ct protocol tcp tcp dport 5'
nft 'add rule ip t c ct protocol tcp tcp flags & syn == syn'
nft 'add rule inet t c ct l3proto ipv4 ip saddr 1.2.3.4'
nft 'add rule ip t c ct protocol tcp dnat to :80'
nft 'add rule ip t c ct reply ip6 saddr ::1 accept accept'
nft list ruleset
nft 'add rule ip t c meta obrname "br0"'
nft 'add rule ip t x tcp dport { 22, 80 } accept'
nft 'add rule arp t c tcp dport vmap { 0-1023 : accept, 22 : drop } accept'
nft 'add rule ip6 t c tcp dport { 22, 80 } ip6 saddr vmap { ::1 : drop, fd00::/8 : accept }'
nft 'list set bridge t sets'
nft 'add rule ip t e counter'
nft 'add chain ip t chan'
nft 'add rule ip t e counter'
nft 'table inet t { chain n { type nat hook prerouting priority -100; policy drop; accept; }; chain c { counter; }; }'
nft 'table inet t { chain n { type nat hook prerouting priority -100; reject; }; chain c { type filter hook input priority 0; policy drop; icmpv6 code { 0, 1 } ct state established; }; chain n { type filter hook input priority 0; }; }'
nft 'add set bridge t s { type ipv4_addr; }'
nft -f - <<'NFT'
add set bridge t s { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.1.0/24 }; }
NFT
nft list ruleset
nft 'add rule ip t c ether type arp reject with icmp host-unreachable accept'
nft 'add rule ip t c meta l4proto . th dport { tcp . 22, udp . 53 } ether type ip6 reject with icmp type host-unreachable'
nft 'add rule ip t c tcp dport vmap { 8080 : return, 80 : jump zzzzzzzz, 22 : jump yyyyyyyy }'
nft 'add rule ip t c tcp dport vmap { 1000-2000 : accept, 81-90 : jump zzzzzzzz }'
nft 'add rule ip t c tcp dport vmap { ssh : accept, 80 : jump zzzzzzzz }'
nft 'create element bridge t s { 1.1.1.1, handle }'
nft 'table bridge t { chain e { drop meta priority set 1:2; counter; }; }'
nft 'add table ip only; add chain ip only a; add chain ip only b'
nft -f - <<'NFT'
list chain ip only a
list table ip only
NFT
nft -f - <<'NFT'
list chains ip
list chain ip only b
NFT
nft 'add rule ip t c ether type arp ct mark 1-5 reject with tcp reset'
nft 'add rule ip t c iifname vmap { "br0" : drop, "br0" : jump zzzzzzzz, v0 : jump zzzzzzzz }'
nft -f - <<'NFT'
add rule inet t zzzzzzzz counter
add rule inet t c index 0 counter
NFT
