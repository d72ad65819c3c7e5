nft add table ip t
nft add chain ip t c
r() { nft add rule ip t c "$@"; }
r tcp dport 22 tcp sport 1024-65535
r tcp sport 80 tcp dport 5
r tcp dport 80 counter tcp sport 5
r tcp dport '{ 22, 80-90 }'
r tcp dport '{22,80}'
r tcp dport '{ 80-90, 91, 85-95, 1 }'
r tcp dport != 80-90
r tcp dport '>= 1024'
r tcp dport '{ ssh, http, https }'
r tcp flags syn
r tcp flags syn,ack
r tcp flags == syn
r tcp flags != syn
r tcp flags '& (syn|ack) == syn'
r tcp flags '& (fin|syn|rst|ack) != syn'
r tcp flags syn / fin,syn,rst,ack
r tcp window 5
r udp dport 53 udp length '> 8'
r udp sport '{ 67, 68 }'
r sctp dport 5
r th dport 53
r meta l4proto '{ tcp, udp }' th dport 53
r meta l4proto tcp tcp dport 80
r ip protocol tcp tcp dport 80
r icmp type echo-request
r icmp type echo-request icmp code 0
r icmp type '{ 8, 0, 3 }'
r icmp code host-unreachable
nft -a list ruleset
nft -n list ruleset
nft -j list ruleset
