# What nft itself makes of the maps of our rules.
for f in ip ip6 inet; do
  nft add table $f g
  nft "add chain $f g c { type nat hook prerouting priority dstnat; }"
done
while read -r r; do nft add rule "$r"; done <<'X'
ip6 g c dnat to tcp dport map { 80 : ::1 }
ip6 g c dnat to tcp dport map { 80 : ::1-::5 }
ip6 g c dnat to numgen inc mod 2 map { 0 : ::1, 1 : ::2 }
ip6 g c dnat to ip6 daddr map { ::1 : ::2 }
ip6 g c dnat to ip6 daddr . tcp dport map { ::1 . 80 : ::2 }
ip6 g c tcp dport vmap { 80 : accept, 81 : drop }
ip6 g c ip6 daddr . tcp dport vmap { ::1 . 80 : accept }
ip6 g c meta mark set ip6 saddr map { ::1 : 5 }
inet g c dnat ip6 to tcp dport map { 80 : ::1 }
inet g c dnat ip to tcp dport map { 80 : 1.1.1.1 }
ip g c dnat to tcp dport map { 80 : 1.1.1.1 }
ip g c dnat to tcp dport . ip saddr map { 80 . 1.1.1.1 : 2.2.2.2 }
ip g c meta mark set tcp dport map { 80 : 5 }
ip g c tcp dport { 80, 81 }
X
nft add map ip g m1 '{ type inet_service : verdict; }'
nft add map ip g m2 '{ typeof tcp dport : verdict; }'
nft add map ip g m3 '{ typeof tcp dport : ip saddr; }'
/usr/sbin/nft list ruleset
nft list ruleset
