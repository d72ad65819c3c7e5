echo ${!x}; echo same
echo next $?
f() { echo ${!x}; echo inf; }; f; echo out
echo end $?
y=z; z=5
echo ${!y} "${!y}"
(echo ${!x}); echo after $?
source
echo $?
. 
builtin nosuch
echo $?
builtin echo hi
eval "if"
echo $?
v=set
echo ${v?} ${v:?}
(echo ${w:?}); (echo ${w?}); (echo ${w?its own}); echo $?
echo ${w?}
echo not
