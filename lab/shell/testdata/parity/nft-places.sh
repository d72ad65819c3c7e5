# where nft says that a fault stands, and which of several it names; a match of the family itself stays where it is alone
add() { nft add rule "$@"; echo $?; }
for family in ip ip6 inet bridge arp; do nft add table $family t; nft add chain $family t c; nft add chain $family t c2; done
add bridge t c skuid 1000 ct direction reply log group 5
add bridge t c ct mark and 0xff == 5
add bridge t c ct mark != 7 ip ttl '<' 5
add ip t c ether type 0x88cc dnat to 10.0.0.2 counter
add arp t c redirect to :8080
add bridge t c redirect to :8080
add arp t c masquerade
add inet t c ip version 4 reject with icmp type host-unreachable redirect to :8080
add arp t c drop meta mark set ip saddr map '{ 1.2.3.4 : 5 }'
add ip6 t c tcp flags '! syn' return meta mark set ip saddr map '{ 1.2.3.4 : 5 }'
add inet t c skuid root masquerade snat to 1.2.3.4
add inet t c goto c2 log prefix '"a b"' level info
add ip t c accept counter packets 5 bytes 7
add ip t c accept limit rate 5/second
add inet t c arp operation request udp dport 443
add inet t c arp operation reply ip length != 60
add ip6 t c ip saddr . ip daddr '{ 10.0.0.0/8 . 1.2.3.4 }'
add bridge t c icmpv6 type 135 ip saddr . tcp dport '{ 1.2.3.4 . 22 }'
for family in ip ip6 inet; do
  for protocol in ip ip6; do
    add $family t c meta protocol $protocol; add $family t c meta protocol $protocol accept; add $family t c meta protocol $protocol counter
  done
done
nft list ruleset; /usr/sbin/nft --debug=netlink list ruleset
add bridge t c meta mark set ct mark log; add arp t c counter ct mark set meta mark
add ip6 t c meta protocol ip tcp dport 80 accept; add ip6 t c meta protocol ip ip saddr 1.2.3.4 accept; add ip6 t c meta protocol arp arp operation request
add ip t c ip saddr 1.2.3.4 reject with tcp reset; add ip t c ct status expected counter reject with tcp reset
add inet t c iifname lo counter reject with tcp reset; add inet t c iifname lo counter reject with icmp type host-unreachable
add inet t c ct mark 5 reject with icmpv6 type no-route; add inet t c ip saddr 1.1.1.1 counter reject with tcp reset
nft list ruleset; /usr/sbin/nft --debug=netlink list ruleset
