# words of bash that the interpreter takes otherwise
let "y=3+4"; echo $y
let y=3 'z = y<<2' "w=(1+2)*3"; echo $y $z $w
v=5; [[ v -eq 5 ]]; echo $?
[[ $v -gt 4 && "$v" -le 5 ]]; echo $?
f() { return; }; false; f; echo $?
g() { false; return; }; g; echo $?
s=abc; [[ $s =~ "a.c" ]]; echo $?
s=a.c; [[ $s =~ "a.c" ]]; echo $?; [[ $s =~ ^"a."c$ ]]; echo $?
s=abc; [[ $s =~ ^a(.)c ]]; echo $? ${BASH_REMATCH[1]}
echo a | read q; echo "[$q]"
seq 3 | while read i; do n=$i; done; echo "[$n]"
echo a | exit 3; echo $?
echo a | cat | exit 4; echo $?
(set -o pipefail; false | true; echo $?; exit 3 | exit 4 | true; echo $?)
echo a | { cat; exit 5; }; echo $?
f() { cat; return 6; }; echo a | f; echo $?
ip -br link | while read name rest; do ip netns add $name; done; ip netns list
echo "net.ipv4.ip_forward=1" | sysctl -p /dev/stdin
echo 'echo sourced' | source /dev/stdin
read -p "name: " name <<< x; echo $name
read -rp "name: " name <<< x; echo $name
read -r -p"name: " name <<< x; echo $name
f() { echo err > /dev/stderr; }; f 2>/dev/null; f 2>&1 | wc -l
echo hi > /dev/stdout
echo hi > /dev/stdout | cat -n
echo x | cat /dev/stdin
{ time false; } 2>/dev/null; echo $?
{ time true; } 2>&1 | grep -c real
{ time -p ip link show lo | wc -l; } 2>&1 | sed 's/[0-9].*//'
exit 3 | exit 4
