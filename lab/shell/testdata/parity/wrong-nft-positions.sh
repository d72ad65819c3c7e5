# A rule that is to stand beside one that is not there: nft finds that out by itself, and no handle is lost.
nft add table ip g
nft add chain ip g c
nft add rule ip g c position 999 accept
echo $?
nft add rule ip g c accept
nft add rule ip g c handle 999 accept
nft insert rule ip g c position 999 accept
nft insert rule ip g c handle 999 accept
nft insert rule ip g c index 9 accept
nft add rule ip g c index 1 accept
nft add rule ip g c accept
nft add rule ip g c position 999 ip saddr '{ 1.2.3.4, 1.2.3.5 }' accept
nft add rule ip g c position 2 log
nft insert rule ip g c index 0 counter
nft add rule ip g c index 0 drop
nft insert rule ip g c index 3 log
nft add rule ip g zzzzzzzzzzzz position 2 accept
nft add rule ip zzzzzzzzzzzz c position 2 accept
nft 'add rule ip g c position 999 accept; add rule ip g c drop'
nft 'add rule ip g c drop; add rule ip g c position 998 accept; add rule ip g c position 999 accept'
nft 'add rule ip g c position 2 log; insert rule ip g c position 2 accept'
nft -a list ruleset
