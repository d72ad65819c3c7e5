printf -v x 'a%02d-%s' 3 b
echo "$x"
printf -v addr '10.0.%d.%d/24' 1 2
ip link add v0 type dummy
ip addr add "$addr" dev v0
ip -br addr show v0 | awk '{print $1, $2}'
printf '%q\n' 'a b' "it's" '$x' plain 10.0.0.1/24 '' 'a,b' '#c' '~d' 'x=~y' 'é' '{1..3}'
printf '%q %s|%5d\n' 'a b' c 7
printf '%q\n' $'tab\tand\nline' $'\e[0m' $'\001'
f() { local y; printf -v y '%s' "in $1"; echo "$y"; }
f here
echo "[$y]"
printf -v 1x '%s' a
echo "rc $?"
printf '100%%q\n'
printf '%s\n' q q
