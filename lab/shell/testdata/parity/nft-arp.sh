# What the family arp has not: most hooks, types of chains, and what stands in a packet above it.
nft add table arp f
c() { nft add chain arp f "$@"; echo $?; }
c w '{ type filter hook forward priority 0; }'
c w '{ type filter hook prerouting priority 0; }'
c w '{ type filter hook postrouting priority 0; }'
c w '{ type nat hook input priority 0; }'
c w '{ type route hook output priority 0; }'
c nat '{ type nat hook input priority 0; }'
nft add table bridge f
nft add chain bridge f w '{ type nat hook input priority 0; }'
nft list ruleset
c c
r() { nft add rule arp f c "$@"; echo $?; }
r tcp dport 22
r tcp dport '{ 22, 23 }'
r tcp dport vmap '{ 22 : accept }'
r tcp flags syn
r udp sport 22
r sctp dport 22
r icmp type 8
r icmpv6 type 1
r ip saddr 1.2.3.4
r th dport 22
r meta l4proto tcp tcp dport 22
nft add chain bridge f c
nft add rule bridge f c ether type arp tcp dport 22
nft add rule bridge f c ether type arp icmp type 8
nft add rule bridge f c ether type ip icmpv6 type 1
nft add table inet f
nft add chain inet f c
nft add rule inet f c meta protocol arp udp dport 22
nft list ruleset
