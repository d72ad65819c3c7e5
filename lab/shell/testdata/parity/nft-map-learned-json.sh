# What a rule adds to a map has no JSON in nft, which warns of it and writes the rule's text.
nft add table t
nft add chain t c
nft add chain t d
nft add map t m '{ type ipv4_addr : mark; flags dynamic; }'
nft add set t s '{ type ipv4_addr; flags dynamic; }'
nft add rule t c add @m '{ ip saddr : 5 }'
nft add rule t d add @s '{ ip saddr }'
for what in "chain t c" "chain t d" "table t" ruleset chains; do
  nft -j list $what; echo $?
done
