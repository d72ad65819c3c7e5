cat > lib.sh <<'LIB'
[[ -n $LOADED ]] && return 5
LOADED=1
declare -A host=([a]=10.0.0.1 [b]=10.0.0.2)
declare -i total=0
V=1.2
add() { local s=0 i; for ((i=1; i<=$#; i++)); do ((s += ${!i})); done; total+=$s; echo $s; }
count() { ((seen[$1]++)); }
echo "loaded with $#: $1, from $0"
LIB
set -- x y
source ./lib.sh
. ./lib.sh p q r; echo $?
[ -f lib.sh ] && . ./lib.sh || echo "no: $?"
add 1 2 3; add 4; echo $total $V ${host[a]} ${#host[@]} $#
count 3; count 3; echo ${seen[3]}
LOADED=; source ./lib.sh one two; echo "$@"
(LOADED=; . ./lib.sh sub | cat)
f() { LOADED=; . ./lib.sh; echo "in f: $#"; }; f only
source ./nosuch.sh; echo $?
. nosuch; echo $?
source /dev/stdin <<'LIB'
greet() { echo "hi ${1:-you}"; }
exec 5>out; echo to five >&5; exec 5>&-
LIB
greet bob; cat out
source <(echo 'w=from-process'; echo 'echo $w')
echo 'exit 7' > end.sh
. ./end.sh
echo not reached
