x=3+4; echo $((x*2)) $((-x)) $((x > 5 ? x : 0))
y=x; echo $((y+1))
a=b b=c+1 c=4; echo $((a))
n='2 * 3'
(( n > 5 ))
echo $?
let m=n+1
echo $m
m=$((n*n)); echo $m
[[ x -eq 7 ]]; echo $?
w=; q=0x10; s=' 7 '; t=-5; u=2#101; echo $((w+1)) $((q)) $((s+1)) $((t*2)) $((u)) $((unset+1))
x='(1 + 2) * 3'; echo $((x)) $((x*x))
for ((i = 0; i < 3; i++)); do echo $((i*2)); done
for i in {1..3}; do echo $((i*2)); done
for i in 1 2 x; do x=9; echo $((i+1)); done
x=4; while ((x > 2)); do ((x--)); echo $x; done
path=/a/b; if true; then n=1; echo $((n+1)) $path; fi
x=3+4; x=$((x+1)); echo $x
x=3+4; ((x = x + 1)); echo $x
x=3+4; ((x = 5, x + 1)); echo $? $x $((x = 2, x * 3))
n='2 * 3'; for n in 1 2; do echo $((n)); done
n='2 * 3'; echo 5 | while read n; do echo $((n)); done
x=3+4
f() { echo $((x*2)); local y=x+1; echo $((y)); }; f
for i in 1 2; do y="i*2"; echo $((y)); done
n=5; while ((n-- > 3)); do m="n+1"; echo $((m)); done
a=10/3; echo $((a)); ((x++)); echo $x; x=3*2; ((x += 2)); echo $x; x=1+1; echo $((x++ + ++x)) $x
b=(5 6 7); i=1; echo $((b[i] + b[i+1])) $((${b[0]} * 2)); b[i]=$((b[i] * 2)); echo ${b[@]} ${b[@]:i:1}
echo $((RANDOM < 0 ? 1 : 2)) $((${#b[@]} - 1)) $(($# + $?))
