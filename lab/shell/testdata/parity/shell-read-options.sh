read -t 0.2 x < <(sleep 1); echo "status $?"
echo hi | { read -t 1 y; echo $y $?; }
read -n 3 z <<<abcdef; echo $z
read -rn1 z <<<'\n'; echo $z
read -d : z <<<abc:def; echo $z
read -N 2 z <<<abc; echo $z
read -t1 -a l <<<'one two three'; echo ${#l[@]} ${l[1]}
printf 'a\0b\0' | while IFS= read -r -d '' w; do echo "[$w]"; done
printf '  a b\\c  d \nnext\n' >f
exec 4<f
read -u 4 a b; echo "[$a][$b]"
read -u 4; echo "[$REPLY]"
read -u 4 a; echo "$? [$a]"
exec 4<&-
read -u 4 a; echo "$?"
read -t x a; echo $?
read -t; echo $?
f() { local v; read -t 1 v <<<inner; echo $v; }; v=outer; f; echo $v
