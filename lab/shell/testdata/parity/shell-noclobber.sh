# What keeps a file from being written over.
echo 0 > f; set -C; echo 1 > f; echo $?; cat f
echo 2 >| f; cat f; echo 3 >> f; cat f; echo 4 > new; cat new; echo 5 > /dev/null; echo $?
{ echo 6; } 2> f; echo $?; echo 7 &> f; echo $?; echo 8 3> f; echo $?; echo 9 3>| f >&3; cat f
(set +C; echo 10 > f); cat f; (echo 11 > f); echo $?
set +o noclobber; echo 12 > f; cat f
set -eC -o pipefail -- a "b c"; echo $# "$2"; if echo 13 > f; then echo written; fi; set +eC; cat f; x=f; echo 14 >| "$x"; cat f; set -o noclobber
exec > f; echo on; echo $?
