set -e; f() { false; echo in; }
! f
echo ok
! { false; echo grp; }
echo ok2
if ! f; then echo a; fi
! false | true
echo ok3
while ! f; do break; done
echo ok4
! ( false; echo sub )
echo ok5
y=$(false; echo kept); echo "$y"
z=$(cd /nope 2>/dev/null; pwd >/dev/null; echo z); echo "$z"
echo "$(< /dev/null)$(false)-"
w=`false; echo bt`; echo $w
if ! ( false; echo in ); then echo no; fi
while ( false; echo w; [ -z "$q" ] ); do q=1; done
until { false; echo u; } | grep -q u; do :; done
if x=$(false; echo sub; exit 4); then echo no; else echo "st $?"; fi
( false; echo a; exit 3 ) || echo "st $?"
{ false; echo b; } 2>&1 | cat && echo c
false | true; echo ${PIPESTATUS[@]}
if true | false | true; then echo "${PIPESTATUS[@]}"; fi
(false; echo no) & wait $! || echo "bg $?"
v=$(false) || echo "v $?"
f() { local a=$(false; echo l); echo $a; }; f
! (exit 3) && echo neg
(false; echo no) | cat
