n=3
let "n=$n*$n"; echo $n
let "n=$n+1" "n=$(echo 4)*2"; echo $n
let "$n > 3" && echo more
let "m = ($n - 1) / 2"; echo $m
let "z=$none+1"; echo $z
echo $((3<$none))
echo $((1+$none))
echo $(($none+1)) $(($none)) $((-$none))
echo $(($none > 1))
echo $((($none)))
echo $(($none * 2))
echo $((2 *$none))
(($none > 1)); echo $?
if (($none == 0)); then echo zero; else echo not; fi
((x =$none)); echo $? $x
x=$(($none ? 1 : 2)); echo $x
echo $((n++ +$none))
echo $((!$none))
for i in 1 2; do ((i<$none)) && echo less; done
true && false; echo ${PIPESTATUS[@]}
false | true | false; echo ${PIPESTATUS[@]}
x=$(false | true); echo ${PIPESTATUS[@]}
f() { false | true; }; f; echo ${PIPESTATUS[@]}
(false | true); echo ${PIPESTATUS[@]}
echo end $?
