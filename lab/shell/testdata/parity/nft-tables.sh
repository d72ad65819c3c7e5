nft list ruleset
nft add table ip one
nft add table one
nft add table inet two
nft create table ip6 three
nft list tables
nft list ruleset
nft delete table ip one
nft list tables
nft flush ruleset
nft list ruleset
