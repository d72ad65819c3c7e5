nft -v
nft --version
nft -V
nft -h
nft --help
