# Bits under a mask: one bit that is its own mask is listed as an expression, others with a bar.
nft add table inet f
nft add chain inet f c
r() { nft add rule inet f c "$@"; }
r tcp flags '& syn == syn'
r tcp flags '& syn syn'
r tcp flags '& syn != syn'
r tcp flags '& (syn) == syn'
r tcp flags '& 0x02 == 0x02'
r tcp flags '& syn == ack'
r tcp flags '& syn == 0'
r tcp flags '& syn != 0'
r tcp flags '& (syn|ack) == syn'
r tcp flags '& (syn | ack) syn'
r tcp flags '& (syn|ack) == (syn|ack)'
r tcp flags '& (syn|ack) == syn,ack'
r tcp flags '& (syn|ack) != syn|ack'
r tcp flags 'syn / syn,ack'
r tcp flags 'syn,ack / syn,ack'
r tcp flags 'syn|ack / syn,ack'
r tcp flags '(syn|ack) / syn,ack'
r tcp flags '== syn / syn,ack'
r tcp flags '!= syn,ack / syn,ack'
r ct status '& dnat == dnat'
r ct status '& dnat != dnat'
r ct status '& (dnat|snat) == dnat'
r ct status 'dnat / dnat,snat'
r ct state '& new == new'
nft -a list ruleset
nft -n list ruleset
nft -j list ruleset
# Wrong ones.
r tcp flags 'syn / syn'
r tcp flags 'syn,ack / syn'
r tcp flags 'syn / (syn|ack)'
r tcp flags 'syn / syn|ack'
r tcp flags '& (syn,ack) == syn'
r tcp flags '& syn,ack == syn'
nft list ruleset
# The mask is syn alone here.
r tcp flags '& syn|ack == syn|ack'
nft list ruleset
