nft 'add table ip t; add chain ip t c; add rule ip t c jump nowhere'
echo $?
nft list ruleset
cat > rules.nft <<'END'
add table ip one
add rule ip one none accept
END
nft -f rules.nft
echo $?
nft list tables
nft -f nosuch.nft
