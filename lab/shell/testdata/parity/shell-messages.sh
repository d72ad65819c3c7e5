local x=1; echo $?
break; echo $?
g() { continue; echo c $?; }; g
cd /nonexistent; echo $?
alias nosuch; echo $?
read 1a <<<x; echo $?
shopt -s nosuch; echo $?
getopts ab: o -x; echo $? $o
getopts ab: o -b; echo $? $o
type nosuch; echo $?
popd; echo $?
pushd; echo $?
pushd /nosuch; echo $?
readonly r=1
r=2; echo not reached
echo $?
read r <<<z; echo $?
export r=5; echo $?
unset r; echo $?
f() { echo $((1/0)); echo not reached; }; f; echo not reached
echo $?
echo $((1 / 0)); echo not reached
x=$((5%0)); echo not reached
n=0 m=10; echo "$((m / n))"; echo not reached
((1/0)); echo a $?
let 1/0; echo b $?
v=1.5; echo $((v+1))
echo $((v)) $(($v*2))
v=08; echo $((v+1))
v='1 2'; echo $((v))
v='2 *'; ((v > 1)); echo $?
( : ${y:?} ) 2>&1 | cat
set -u
echo ${nope:-def} $((nope + 1))
(echo $nope) 2>f; cat f
echo $nope; echo not reached
echo not reached
