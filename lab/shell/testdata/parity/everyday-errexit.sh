set -e
f() { false; echo "in f"; }
if f; then echo cond; fi
f || echo or
! true
x=$(false) || echo "x failed"
(exit 3) || echo "sub $?"
{ false && true; } || echo group
trap 'echo "error on line $LINENO: $?"' ERR
echo before
ip link show nosuch 2>/dev/null
echo never
