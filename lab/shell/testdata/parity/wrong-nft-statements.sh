nft add table ip filter
nft add chain ip filter input
r() { nft add rule ip filter input "$@"; }
r drop accept
echo $?
r accept counter
r jump input
r limit rate 5
r limit rate 5/fortnight
r limit rate 5/second burst 10
r log level nosuch
r log prefix
r counter name zzzzzzzzz
r iif nosuchdevice
r iifname averyveryverylongname
r tcp dport '{ }'
r tcp flags nosuch
r ct state nosuch
r comment '"alone"'
r numgen inc mod 2 map '{ 0 : 10.0.0.2 }'
r queue
nft list ruleset
