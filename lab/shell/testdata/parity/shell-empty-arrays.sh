# Arrays that are declared, and have nothing yet.
f() { local -a l; l+=(x); local -A m; m[k]=v; echo ${l[@]} ${m[k]}; }; f; echo ${l[@]-none}
declare -A h; declare -A h; h[ab]=1; echo ${h[ab]} ${#h[@]}
declare -A g; for k in x y; do g[$k]=1; done; echo ${!g[@]}
declare -a a b=(1) c; echo ${#a[@]} ${#b[@]}
set -u
declare -a q; declare -A h
echo "[${q[@]}]" "[${q[*]}]" "[${h[@]}]" ${!h[@]}
echo ${!q[@]}
for x in "${q[@]}"; do echo $x; done
q+=(1); declare -a q; echo ${q[@]} ${#q[@]}
h[b]=2; declare -A h; echo ${h[b]} ${#h[@]}
local_() { local -a r; local s; echo "${s-unset}" "${r[@]}"; r+=(2); echo ${r[@]}; }; local_
echo "${q[@]}"; declare -a y; y[3]=x; echo ${!y[@]}
z=(); echo ${#z[@]} "${z[@]}"
