# What set -x writes, as bash puts it in quotes.
set -x
x='a b'
x="a b" y=c
x=$'a\tb'; x="it's"; x=; x=""; x=$y; x=a,b; x='~'; x=a#b; x='#b'; x=$((1+2)); x=$(echo 'a  b'); x='a*' y='$z' z=$'one\ntwo'
arr=(a 'b c' "$x"); arr+=(z)
f() { echo "$1"; }; f 'x y'
echo 'a b' a,b {x} '' $'a\nb' "it's" a~b '~' a=b 'a=~b' '#x' x#y %d a:b @ a:b/c 10.0.0.1/24
for i in 'a b' c; do :; done
case 'a b' in a*) : ;; esac
[ "$x" = 'a b' ]
echo "$(echo "$x")"
