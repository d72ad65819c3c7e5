# A set to which a rule of the same script adds is given the flag for it, and a size.
show() { echo "$?"; nft list ruleset; nft flush ruleset; }
nft 'table ip t { set sa { type ipv4_addr; elements = { 1.2.3.4 }; }; chain c { update @sa { ip saddr counter }; }; }'; show
nft -f - <<'END'
add table ip t
add set ip t s { type ipv4_addr; size 10; }
add chain ip t c
add rule ip t c add @s { ip saddr }
END
show
nft 'table ip t { set sa { type ipv4_addr; flags timeout; }; chain c { update @sa { ip saddr timeout 5s }; }; }'; show
nft 'table ip t { set sa { type ipv4_addr; flags interval; }; chain c { update @sa { ip saddr }; }; }'; show
nft 'table ip t { set s { type ipv4_addr; }; chain c { delete @s { ip saddr }; }; }'; show
nft 'table ip t { set s { type ipv4_addr; }; }; table ip6 t { set s { type ipv6_addr; }; chain c { add @s { ip6 saddr }; }; }'; show
