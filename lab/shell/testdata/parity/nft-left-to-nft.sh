# what ours would do otherwise, and so leaves to nft; both list the same, and the bytecode is nft's
run() { nft "$@" 2>&1 | grep -v '^vethlab: '; }
show() { run list ruleset; run -j list ruleset; /usr/sbin/nft --debug=netlink list ruleset; run flush ruleset; }
for family in netdev bridge ip; do
  echo "## $family"; run add table $family t; run add chain $family t c
  for rule in "ether saddr 02:00:00:00:00:01 drop" "icmp type 8 drop" "ip saddr 1.2.3.4 drop" "tcp dport 80 drop" "arp operation request arp saddr ip 1.2.3.4 drop"; do
    run add rule $family t c $rule
  done
  show
done
ip() { run add table ip t; run add chain ip t c; run add rule ip t c "$@"; show; }
ip 'iif . tcp dport { "lo" . 22 } accept'
ip iif 99 accept
ip ct state != established,new accept
ip tcp flags '& (fin|syn|rst|psh|ack|urg|ecn|cwr) == syn' accept
ip tcp flags fin,syn,rst,psh,ack,urg,ecn,cwr accept
ip tcp flags '! fin,syn,rst,psh,ack,urg,ecn,cwr' accept
ip 'log prefix ""'
ip 'iifname "a\*" accept'
ip '@ll,0,48 0x020000000001 accept'
ip ether saddr 02:00:00:00:00:01 ether daddr 02:00:00:00:00:02 accept
ip queue num 5
run add table ip t; run add map ip t s '{ type ipv4_addr : mark; flags interval; elements = { 10.0.0.0/8 : 5 }; }'
run get element ip t s '{ 10.1.2.3 }'; run get element ip t s '{ 10.0.0.0/8 : 5 }'
run add counter ip t n '{ packets 18446744073709551615 bytes 9223372036854775808 }'; show
printf 'define x = t\nadd table ip $x\n' | run -f -
printf 'table ip t {\n define x = 22\n chain c {\n  tcp dport $x accept\n }\n}\nadd rule ip t c tcp dport $x drop\n' | run -f -
printf 'define x = 22\ntable ip t {\n chain c {\n  tcp dport $x accept\n }\n}\n' | run -f -
printf 'table ip t {\r\n chain c {\r\n }\r\n}\r\n' | run -f -
run add set ip t s '{ type string; }'
run add table ip6 t; run add chain ip6 t c; run add rule ip6 t c reject with icmp type host-unreachable
show
