nft add table inet f
nft add chain inet f in '{ type filter hook input priority filter; policy drop; }'
nft add set inet f hosts '{ type ipv4_addr; comment "who may come in"; }'
nft add element inet f hosts '{ 10.0.0.1, 10.0.0.3, 10.0.0.2, 192.168.1.1, 10.0.0.9 }'
nft add rule inet f in ip saddr @hosts accept
nft add rule inet f in ip saddr != @hosts counter drop
nft delete element inet f hosts '{ 10.0.0.3 }'
nft list set inet f hosts
nft get element inet f hosts '{ 10.0.0.1 }'
nft add set inet f ports '{ type inet_service; elements = { http, 22, 443, 8080, 1, 2, 3, 4 }; }'
nft add rule inet f in tcp dport @ports accept
nft list sets
nft list sets inet
nft flush set inet f ports
nft -a list table inet f
nft -t list ruleset
nft -s list ruleset
