retry() { local n=$1; shift; local i; for ((i=1; i<=n; i++)); do "$@" && return 0; echo "try $i failed"; done; return 1; }
retry 2 test -e nothing || echo "gave up"
touch something; retry 3 test -e something && echo there
f() { for ((;;)); do return 4; done; }; f; echo $?
(for ((i=0; ; i++)); do ((i > 2)) && exit $i; done); echo $?
for ((i=0; i<5; i++)); do ((i == 1)) && continue; ((i == 3)) && break; echo $i; done
for ((i=0, j=5; i<j; i++, j--)); do echo $i $j; done
for ((i=0; i<3; i++)); do echo $i; test $i = 1; done; echo $?
for ((i=0; i<2; i++)); do for ((j=0; j<2; j++)); do [ $i = $j ] && echo same; done; done; echo $?
for ((i=0; i<3; i++)); do ((i == 1)) && break; false; done; echo $?
for ((;;)); do exit 3; done
