nft add table inet f
nft add chain inet f c
r() { nft add rule inet f c "$@"; }
r ct state established,related accept
r ct state new or established
r ct state '{ established, related }' accept
r ct state '{ new }'
r ct state != established
r ct state == new
r ct state vmap '{ established : accept, invalid : drop }'
r ct status dnat
r ct status snat,dnat
r ct direction original
r ct mark 5
r ct mark 0x1-0x9
r ct mark and 0xff == 0x1
r ct mark set 0x10
r ct mark set meta mark
r ct original ip saddr 10.0.0.0/8
r ct reply ip daddr 10.0.0.1
r ct protocol tcp
r ct l3proto ipv4
r ct packets '> 5'
r ct bytes '> 6'
r ct original packets '> 5'
r ct expiration '> 5s'
r ct count over 5 drop
r ct count 5
nft -a list ruleset
nft -n list ruleset
nft -j list ruleset
