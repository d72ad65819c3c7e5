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
