declare -A m=([h1]=10.0.0.1 [h2]=10.0.0.2 [web-1]=x ["10.0.0.9"]=y)
for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done
echo "${m[@]}" ${#m[@]} "${!m[*]}"
f() { local -A l=([a]=1); l[b]=2; for k in "${!l[@]}"; do echo $k ${l[$k]}; done; }; f
for k in "${!m[@]}"; do (( n[${#k}]++ )); done; echo "${!n[@]}: ${n[@]}"
a=(1 2 3); ((a[0]++)); ((a[1] += 5)); ((a[2] = a[0] * 2)); echo ${a[@]}; ((a[9]++)); echo $? ${a[9]}; ((--a[0])); echo $? ${a[0]}
a[1]+=x; echo ${a[@]}; a+=(q r); echo ${a[@]: -2} ${!a[@]}
declare -A c; for ip in 10.0.0.1 10.0.0.2 10.0.0.1; do ((c[$ip]++)); ((c["total"]++)); c[last]=$ip; done; for k in "${!c[@]}"; do echo $k ${c[$k]}; done | sort
echo ${c[total]} $((c[total] * 2)) ${c[nosuch]:-none}
[[ -v c[total] ]] && echo set; [[ -v c[nope] ]] || echo unset; k=total; [[ -v c[$k] ]] && echo set
unset 'c[total]'; echo ${#c[@]}; unset c[last]; echo "${!c[@]}"
declare -A e; echo ${#e[@]} "${e[@]}" "${!e[@]}"; e[x]=1; [ -n "${e[x]}" ] && echo x
while read k v; do m[$k]=$v; done <<< $'r1 1\nr2 2'; echo "${m[r1]} ${m[r2]} ${#m[@]}"
x=$(for k in "${!m[@]}"; do echo $k; done | sort | head -1); echo $x
declare -A par=(["two words"]="a b" [c]=d); for k in "${!par[@]}"; do echo "[$k] [${par[$k]}]"; done
for h in h1 h2; do for k in "${!m[@]}"; do [[ $k == $h ]] && echo "found $k"; done; done
