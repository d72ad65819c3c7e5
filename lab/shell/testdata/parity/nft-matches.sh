nft add table ip t
nft add chain ip t c
nft add rule ip t c ip saddr 10.0.0.1
nft add rule ip t c ip saddr 10.0.0.0/8 accept
nft add rule ip t c ip daddr != 192.168.0.0/20 drop
nft add rule ip t c ip daddr 10.0.0.1-10.0.0.9 drop
nft add rule ip t c ip saddr '{ 10.0.0.9, 10.0.0.2 }' counter
nft add rule ip t c ip saddr 10.0.0.0/32 counter
nft add rule ip t c tcp dport 80 accept
nft add rule ip t c tcp sport 1024-65535 tcp dport != 22 accept
nft add rule ip t c udp dport '{ 53, 67, 53 }' accept
nft add rule ip t c ip protocol udp counter
nft add rule ip t c meta l4proto tcp counter
nft add rule ip t c meta l4proto 47 counter
nft add rule ip t c icmp type echo-request accept
nft add rule ip t c iifname lo accept
nft add rule ip t c iifname '"veth*"' oifname != '"eth0"' accept
nft add rule ip t c ct state established,related accept
nft add rule ip t c ct state invalid drop
nft add rule ip t c ct state new,established counter
nft add rule ip t c fib daddr type local counter
nft add rule ip t c meta mark 0x10 accept
nft add rule ip t c ip ttl 64 accept
nft list ruleset
