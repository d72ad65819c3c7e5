nft add table ip t
nft add chain ip t c
r() { nft add rule ip t c "$@"; }
r iif lo
r oif != lo
r iifname '{ "eth0", "veth*" }'
r iifname eth0 oifname != '"br0"'
r meta mark 5
r meta mark 1-5
r meta mark '> 5'
r meta mark '& 0xff == 5'
r meta mark '{ 1, 2, 0x10 }'
r meta skuid 0 meta skgid '{ 0, 1000-2000 }'
r meta skuid '>= 1000'
r meta pkttype broadcast
r meta pkttype '{ host, multicast }'
r meta protocol '{ ip, arp }'
r meta length '> 100'
r meta nfproto ipv4
r meta cpu 0
r meta mark set 0x10
r meta mark set ct mark
r meta nftrace set 1
r meta priority set 1:2
r iifname . oifname '{ "a" . "b", "c" . "d" }'
nft -a list ruleset
nft -n list ruleset
nft -j list ruleset
