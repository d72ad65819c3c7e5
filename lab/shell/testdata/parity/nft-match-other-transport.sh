# Fields at the places of ports that are none, or of which nft does not know it.
nft add table inet f
nft add chain inet f c
r() { nft flush chain inet f c; nft add rule inet f c "$@"; nft list chain inet f c; nft -j list chain inet f c; }
r esp spi 6
r comp cpi 5
r ip saddr 1.2.3.4 esp spi 6
r meta l4proto comp accept
r meta l4proto esp th dport 5
r ip protocol igmp accept
r th sport 5 th dport 6
r meta l4proto '{ tcp, udp }' th sport 5 th dport 6
r meta l4proto tcp th sport 5 th dport 6
r meta l4proto gre th dport 6
r meta l4proto esp tcp dport 80
r ip protocol udp tcp dport 80
