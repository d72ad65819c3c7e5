# Chains that are called for the packets of a device.
nft add table netdev n
nft add chain netdev n c '{ type filter hook ingress device lo priority filter; }'
nft list chains
nft -j list chains
nft add table inet f
nft add chain inet f plain
nft add chain inet f c '{ type filter hook ingress device "lo" priority 0; policy drop; }'
nft list chains
nft list chains inet
nft -j list chains
nft list tables
nft delete table inet f
nft delete table netdev n
nft list chains
