# What an eval, a trap, and a source that is said otherwise hold is carried out as what stands in the script.
x=3+4; eval 'echo $((x * 2)) $((x))'; eval "y=$x; echo \$((y))"
eval 'declare -A h=([b]=1 [a]=2); h[c]=3; echo ${h[a]} ${#h[@]}'; eval 'for k in "${!h[@]}"; do echo $k ${h[$k]}; done'
eval 'for ((i = 0; i < 3; i++)); do echo $i; false; done'; echo $?
eval 'exec 3>out; echo three >&3; exec 3>&-; cat out'; eval 'echo four 4>out >&4'; cat out
eval 'true | false | (exit 3); echo ${PIPESTATUS[@]}'
eval 'a=(1 2 3); ((a[1] += 5)); ((a[0]++)); a[2]+=x; echo ${a[@]}'
eval 'shift 5' || echo no; set -- 1 2 3; eval 'shift 2; echo $@'; eval 'shift 5; echo $@'
eval 'v=a\ b\"c; echo "$v"'; eval 'echo "it'\''s"' "and 'more'"
eval 'sleep 0 & wait $!; echo $?'; eval 'declare -i n=2*3; n+=4; echo $n'
eval 'case a in a) echo one; echo two ;; esac; while read l; do case $l in x) echo x ;; *) echo other ;; esac; done <<< "y"'
eval 'cat <<E
$x $((x + 1))
E
echo end'
false; eval 'echo $?'; eval ''; echo $?; eval; echo $?; false; eval ' '; echo $?; eval false; echo $?
f() { eval 'local z=5; return 3'; echo never; }; f; echo $?
for i in 1 2 3; do eval 'echo $i; ((i == 2)) && break'; done
eval 'eval "eval \"echo \$((x + 1))\""'
run() { "$@"; }; run eval 'echo $((x + 2)) "$#"' ; command eval 'echo $((x))'; builtin eval 'echo $((x))'
eval 'cd /nonexistent'
text=$'true\ncd /nonexistent'; eval "$text"
printf 'q=3+3; echo $((q)) "$@"\nlist() { echo $((q + $#)); }\nfor ((j = 0; j < 2; j++)); do echo $j; done\n' > lib
run source ./lib; echo $q; list a b; eval '. ./lib one two'; set -- own; eval 'source ./lib'; run . ./nonexistent; echo $?
trap 'echo $((x * 2)); for ((k = 0; k < 2; k++)); do echo end $k; done; ((a[0]++)); echo ${a[0]}' EXIT
trap -p
(eval 'echo $((x))' & wait); for i in 1 2 3; do (eval "w=$i; echo \$((w * x)) > f$i") & done; wait; cat f1 f2 f3
