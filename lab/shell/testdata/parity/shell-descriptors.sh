exec 3>/run/out3
echo one >&3
printf 'two\n' >&3
exec 3>&-
cat /run/out3
exec 4</run/out3
read a <&4; read b <&4; echo "$a $b"
exec 4<&-
while read -u 5 l; do echo "l $l"; done 5</run/out3
while read l <&6; do echo "l $l"; done 6</run/out3
exec 3>&1; echo to3 >&3; (echo sub >&3); x=$(echo err >&3; echo v); echo $x
{ echo out; echo err >&2; } 3>&1 1>&2 2>&3
f() { echo in f >&3; }; f
ls /nonexist 2>&3
# A subshell in a subshell opens a descriptor of its own.
exec 3>outer
( (exec 3>inner; echo in >&3); echo middle >&3 )
echo out >&3
exec 3>&-
cat outer inner
