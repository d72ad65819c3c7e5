false | true; echo ${PIPESTATUS[0]} ${PIPESTATUS[1]}
true | false | (exit 3)
echo "${PIPESTATUS[@]}"
false; echo "${PIPESTATUS[@]}"
if false | true; then echo "in ${PIPESTATUS[0]}"; fi
f() { exit 4 | cat; local r=${PIPESTATUS[0]}; echo got; return $r; }; f; echo $?
for i in 1 2; do (exit $i) | cat; echo ${PIPESTATUS[0]}; done
yes | head -1; echo ${PIPESTATUS[0]}
set -o pipefail; false | true; echo $? ; true | (exit 5) | true; rc=$?; echo $rc
ping -c1 127.0.0.1 | grep -q 'ttl'; [[ ${PIPESTATUS[0]} -eq 0 && ${PIPESTATUS[1]} -eq 0 ]] && echo both
x=$(false | true; echo ${PIPESTATUS[0]}); echo $x
! false | true; echo $?
while read l; do echo $l; (exit 9) | true; [ ${PIPESTATUS[0]} = 9 ] && break; done <<<$'1\n2'
