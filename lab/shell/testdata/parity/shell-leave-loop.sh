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
for i in 1 2 3; do if true; then [ $i = 2 ] && continue; echo $i; fi; done
for i in 1 2 3; do case $i in *) [ $i = 2 ] && break; echo $i;; esac; done
for i in 1 2 3; do for j in 1 2; do if true; then if [ $j = 2 ]; then continue 2; fi; echo $i$j; fi; done; done
for i in 1 2 3; do eval 'if ((i == 2)); then break; fi; echo $i'; done
for i in 1 2 3; do { { [ $i = 2 ] && continue; echo a$i; }; echo b$i; }; echo c$i; done
for ((i = 0; i < 4; i++)); do if ((i % 2)); then { [ $i = 3 ] && break; echo odd $i; }; echo on $i; else echo even $i; fi; done; echo $? $i
while read -r line; do if [ -n "$line" ]; then case $line in \#*) continue;; end) break;; esac; echo "$line"; fi; done <<E
# one
two

three
end
four
E
for i in 1 2; do for j in 1 2 3; do if true; then for k in 1 2; do if true; then [ $j$k = 22 ] && continue 2; [ $i$j = 23 ] && break 3; echo $i$j$k; fi; done; echo j$j; fi; done; echo i$i; done
for i in 1 2; do if true; then (if true; then exit 3; fi; echo never); echo $?; until false; do if true; then break; fi; echo never; done; echo after; fi; done
set -x; for i in 1; do if true; then [ $i = 1 ] && break; echo never; fi; done; set +x
f() { for i in 1 2; do if true; then [ $i = 1 ] || return 4; echo $i; fi; done; }; f; echo $?
for ((;;)); do exit 3; done
