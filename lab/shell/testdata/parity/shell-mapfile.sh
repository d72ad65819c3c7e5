# Lines into an array, also where unset variables end a script.
set -u
mapfile -t l < <(printf 'a\nb\n'); echo ${#l[@]} "${l[@]}"
printf 'x\ny\nz' > mf; mapfile m < mf; printf '%q ' "${m[@]}"; echo
mapfile -t -n 1 -s 1 m < mf; echo "${m[@]}"
mapfile -t -O 2 m < mf; echo "${!m[@]}"
{ mapfile -t -n 1 first; mapfile -t rest; } < mf; echo "$first / ${rest[*]}"
mapfile -td : p <<< 'a:b::c'; printf '<%s>' "${p[@]}"; echo
mapfile < mf; echo ${#MAPFILE[@]} "${MAPFILE[0]}"
exec 5< mf; readarray -u 5 -t r; echo "${r[@]}"; exec 5<&-
mapfile -t e < /dev/null; echo "${#e[@]}"
set +u
mapfile -n x y < mf; echo $?
mapfile -z y < mf; echo $?
mapfile 1x < mf; echo $?
mapfile -O -1 y < mf; echo $?
mapfile -t q <<< "it's \"q\" \$x \\ *"; echo "${q[0]}"
ip netns add n1; ip netns add n2; mapfile -t names < <(ip netns | sort); for n in "${names[@]}"; do echo "[$n]"; done
