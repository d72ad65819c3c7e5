[[ -n $LOADED ]] && return 5
LOADED=1
declare -A host=([a]=10.0.0.1 [b]=10.0.0.2)
declare -i total=0
V=1.2
add() { local s=0 i; for ((i=1; i<=$#; i++)); do ((s += ${!i})); done; total+=$s; echo $s; }
count() { ((seen[$1]++)); }
echo "loaded with $#: $1, from $0"
