# Values of variables in arithmetic: numbers that are read at once, and what is more than that.
show() { y=12 z=y+y; echo "[$x]" $((x)) $((x * 2)) $((-x)) $((1 - x)) $((x > 3 ? x : -x)); }
put() { echo "[$x]" $(( $x )); }
x=0; show
put
x=1; show
put
x=42; show
put
x=-5; show
put
x=+5; show
put
x=08; show
put
x=007; show
put
x=00; show
put
x=-010; show
put
x=0x1f; show
put
x=-0x1f; show
put
x=10#08; show
put
x=-2#101; show
put
x=' 7'; show
put
x='7 '; show
put
x=''; show
put
x=5+3; show
put
x=-10+5; show
put
x=y; show
put
x=y+1; show
put
x=z; show
put
x=-y; show
put
x=9223372036854775807; show
put
x=1_0; show
put
x=6#5; show
put
x='- 5'; show
put
x='~1'; show
put
x='!0'; show
put
x=1e3; show
put
x=5
echo $((10 / x)) $((10 % x)) $((10 / (x - 3))) $((x / (x / 2) / 1)) $((100 / x / 5)) $((7 / (y = 2))) $y
echo $((10 / (x - 5))); echo $?
((x / 0)); echo $?
((x /= 2)) && echo $x
((x %= 0)); echo $? $x
((x /= 0)); echo $? $x
echo $((1 / (2 / (4 / 3)))) $((x ? 1 : 1 / 0))
set -- 3 -4 5+1
echo $(($1 * $2)) $(($# + $1)) $((${1} - $2)) $((${#x} + 1))
f() { local x=9; ((x++)); echo $x $((x--)) $x; g; echo $x; }
g() { ((x += 10)); }
f; echo $x
a=(4 5 6); echo $((a + 1)) $((a[1] + 1)) $((a[x = 2] / 2)); ((a += 1)); echo ${a[0]}
declare -i n=3*4; n+=x; echo $n
i=0; while ((i < 5)); do ((i++)); done; echo $i
for ((i = 0, j = 10; i < j; i += 3, j -= 2)); do echo $i $j; done
set -u; echo $((i + 1)); echo $((nothing + 1)); echo on
