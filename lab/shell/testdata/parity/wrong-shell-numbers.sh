f() { return abc; echo in; }
f
echo after $?
g() { return 1 2; echo in; }
g; echo same line $?
echo next $?
echo next $?
for i in 1 2; do continue 1 2; echo in; done; echo same
echo next $?
echo next $?
exit 1 2; echo same
echo next $?
trap 'echo bye $?' EXIT
exit abc
echo never
