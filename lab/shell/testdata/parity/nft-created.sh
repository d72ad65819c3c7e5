# What nft 1.0.6 forgets of what is created, and what it lists where there are others
nft 'create table ip t { chain c { accept; }; }'
nft list ruleset
nft 'create chain ip t c { type filter hook input priority 0; accept; }'
nft 'create set ip t s { type ipv4_addr; elements = { 1.1.1.1 }; }'
nft 'create map ip t m { type ipv4_addr : verdict; flags timeout; elements = { 10.0.0.1 : drop }; }'
nft 'create set ip t s { type inet_service; elements = { 8080 }; }'
nft 'get element ip t s { 0.0.0.0/0 }'
nft list ruleset
nft add counter ip t n
nft list quotas
nft list counters
nft -a list ruleset
nft delete table ip handle 0
nft list tables
nft add table ip t
nft add chain ip t c
nft delete chain ip t handle 0
nft delete rule ip t c handle 0
# A set's time to collect wants the flag.
nft 'add set ip t g { type ipv4_addr; gc-interval 10s; }'
nft 'add set ip t g { type ipv4_addr; flags timeout; gc-interval 10s; }'
nft 'add map ip t h { type ipv4_addr : verdict; flags timeout; gc-interval 10s; }'
nft 'add map ip t h { type ipv4_addr : verdict; flags interval; auto-merge; }'
nft -j -f - <<'NFT'
add rule ip t c drop
NFT
echo 'add rule ip t c accept' > rules
nft -j -f rules
nft list ruleset
