# What is done after an error: once for each that counts, not within functions, and an exit there is one.
trap 'echo err $?' ERR
false
echo a
false || echo or
if false; then :; fi
! true
! false
while false; do :; done
false && true
true && false
(exit 3)
f() { false; echo in f; }
f
g() { return 4; }
g
false | true
true | false
x=$(false)
{ false; }
( false; echo sub )
for i in 1 2; do false; done
case a in a) false;; esac
echo $(false; echo cs)
[ 1 = 2 ]
[[ 1 = 2 ]]
((0))
let 0
cd /nosuch
nosuchcmd
f
( false; echo sub )
trap - ERR
false
trap 'echo err $?' ERR
g() { return 4; }
g
echo after
h() { (exit 5); }
h
k() { false; }
k
echo "line $LINENO"
trap 'echo "failed at $LINENO with $?"' ERR
ip link show nosuch
for i in 1 2; do
  false
  echo $i
done
while read x; do false; done <<< "a
b"
if ! k; then echo not k; fi
k || echo k failed
k && echo no
trap -p
bash -c 'trap "echo inner; exit 9" ERR; false; echo not here'; echo $?
bash -c 'set -e; trap "echo inner \$?" ERR; echo x; (exit 7); echo not here'; echo $?
bash -c 'set -e; trap "echo inner; exit 3" ERR; trap "echo out \$?" EXIT; f() { false; echo in f; }; f; echo not here'; echo $?
bash -c 'trap "echo both \$?" EXIT ERR; false; echo here; exit 4'; echo $?
bash -c 'trap "echo loop; exit 6" ERR; for i in 1 2 3; do echo $i; false; echo after; done; echo not here'; echo $?
bash -c 'trap "" ERR; false; echo quiet'; trap - ERR; false; echo none
trap 'true; echo "two: $?"' ERR; false
trap 'x=$?; echo "x is $x"; (exit 2)' ERR; (exit 8); false; echo $?
{ false; echo group; }; { false; }
case a in a) false;; esac
f() { trap 'echo set in f' ERR; }; f; false
( trap 'echo in subshell $?' ERR; false; echo on )
set -euo pipefail
trap 'echo "last $?"; exit 12' ERR
false | true
echo not here
