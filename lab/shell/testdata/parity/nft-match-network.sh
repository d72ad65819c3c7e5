nft add table inet f
nft add chain inet f c
r() { nft add rule inet f c "$@"; }
r ip saddr 10.0.0.0/9 ip daddr != 10.0.0.0/8
r ip saddr 10.0.0.1-10.0.0.9
r ip saddr '{ 10.0.0.0/8, 192.168.0.0/16, 1.1.1.1 }'
r ip saddr != '{ 1.1.1.1, 1.1.1.2 }'
r ip protocol icmp
r ip protocol '{ tcp, udp }'
r ip ttl '< 5'
r ip length 100-200
r ip dscp cs1
r ip dscp != 5
r ip version 4 ip hdrlength 5
r ip id 5
r ip6 saddr fe80::/10
r ip6 daddr '{ ::1, fd00::/8 }'
r ip6 nexthdr tcp
r ip6 hoplimit '>= 64'
r ether saddr 02:00:00:00:00:01
r ether daddr 02:0:0:0:0:2 ether saddr 02:00:00:00:00:01
r ether type arp
r fib daddr type local
r fib daddr type '{ local, broadcast }'
r fib saddr . iif oif missing
r fib saddr . iif oif exists
nft -a list ruleset
nft -n list ruleset
nft -j list ruleset
