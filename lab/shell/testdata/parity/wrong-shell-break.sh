(exit abc); echo $?
x=$(exit x2; echo no); echo "[$x] $?"
f() { for i in 1 2; do return z; done; echo in; }; f || echo failed $?
set -e
h() { return -- 3; }
h || echo h $?
for i in 1 2; do break x; done; echo same
echo never
