ip2int() { local IFS=. a b c d; read -r a b c d <<<"$1"; echo $(( (a<<24) + (b<<16) + (c<<8) + d )); }
int2ip() { local n=$1; echo "$((n>>24&255)).$((n>>16&255)).$((n>>8&255)).$((n&255))"; }
mask() { echo $(( 0xffffffff << (32-$1) & 0xffffffff )); }
for c in 192.168.10.77/26 10.1.2.3/8 172.16.5.5/30; do
  i=$(ip2int ${c%/*}); m=$(mask ${c#*/})
  printf '%-18s net %-15s bcast %-15s mask %s hosts %d\n' $c $(int2ip $((i&m))) $(int2ip $((i|~m&0xffffffff))) $(int2ip $m) $(( (1<<(32-${c#*/}))-2 ))
done
