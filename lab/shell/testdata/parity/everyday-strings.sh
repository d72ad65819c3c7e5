s="eth0: 192.168.1.10/24"
echo ${s%%:*} ${s##* } ${#s} ${s:6:11} ${s/192/10} ${s//1/x}
[[ $s =~ ([0-9]+\.[0-9]+\.[0-9]+\.[0-9]+)/([0-9]+) ]] && echo "addr ${BASH_REMATCH[1]} len ${BASH_REMATCH[2]}"
valid() { local ip=$1 o; [[ $ip =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]] || return 1; for o in ${ip//./ }; do ((o <= 255)) || return 1; done; }
for a in 1.2.3.4 256.1.1.1 1.2.3 a.b.c.d 10.0.0.08; do valid $a && echo "$a ok" || echo "$a bad"; done
mac=02:42:AC:11:00:02; echo ${mac,,} ${mac//:/-}; IFS=: read -ra o <<<"$mac"; echo ${o[5]} $((16#${o[2]}))
