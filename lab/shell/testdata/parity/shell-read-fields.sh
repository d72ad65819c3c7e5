IFS=, read -ra f <<< "a,b,,c"; echo "${#f[@]}: ${f[2]}|${f[3]}"
IFS=: read -r a b c <<< "x::y:z"; echo "[$a][$b][$c]"
IFS=: read -r a b <<< "x:y:"; echo "[$a][$b]"
IFS=: read -r a b <<< "x:y:z:"; echo "[$a][$b]"
IFS=: read -r a <<< "x:"; echo "[$a]"
IFS=', ' read -r a b c <<< " x , y  z w "; echo "[$a][$b][$c]"
IFS= read -r a <<< "  keep  "; echo "[$a]"
IFS=: read a b <<< 'a\:b:c'; echo "[$a][$b]"
printf 'web,10.0.0.1,,up\ndb,10.0.0.2,vlan7,down\n' | while IFS=, read -r n ip vlan st; do echo "$n $ip ${vlan:-none} $st"; done
while IFS=: read -r user _ uid gid _ home shell; do [ "$uid" = 0 ] && echo "$user $home $shell"; done < /etc/passwd
IFS=/ read -r net len <<< 10.0.0.0/8; echo $net $len
IFS=. read -r -a o <<<"192.168.1.254"; echo ${o[3]} ${#o[@]}
IFS=$'\t' read -r a b <<< $'one two\tthree'; echo "[$a][$b]"
IFS=, read -r a b <<< ""; echo "$? [$a][$b]"
read -r a b <<< "  lead  trail  "; echo "[$a][$b]"
