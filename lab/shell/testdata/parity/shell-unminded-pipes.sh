# parts of pipes that fail under set -e
set -e
{ false; echo no; } | cat; echo ${PIPESTATUS[0]}
ls /nope 2>/dev/null | cat; rc=${PIPESTATUS[0]}; echo $((rc>0))
x=$( (false; echo deep) ); echo $x
x=$( f() { false; echo fn; }; f | cat); echo $x
if (false; echo 1) | { false; cat; }; then echo yes; fi
set -o pipefail
if false | true; then echo no; else echo "${PIPESTATUS[@]}"; fi
! false | true; echo "${PIPESTATUS[@]}"
false | true
echo no
