# What is unquoted is split at IFS, be a word empty.
IFS=,; x=a,b,,c; set -- $x; echo $#; echo "$1|$2|$3|$4"
for w in $x; do echo "[$w]"; done
set -- ,a,; echo $#; x=,a,; set -- $x; echo $#; for w in $x; do echo "[$w]"; done
IFS=': '; x=' a : b :: c '; set -- $x; echo $#; for w in $x; do echo "[$w]"; done
IFS=:; p=/a:/b::/c; for d in $p; do echo "<$d>"; done; arr=($p); echo ${#arr[@]}
IFS=,; for w in $(echo 1,2,,3); do echo "[$w]"; done; echo $p
f() { echo $#; }; f $x; f a$x; f "$x" $x; IFS=; f $x; unset IFS; f $p
IFS=.; ip=10.0.0.1; set -- $ip; echo "$4.$3.$2.$1"; arr=($ip); echo "${arr[3]} ${arr[0]}"
count() { echo "$#:$*"; return 3; }
IFS=,; x=a,,b; count $x >out; cat out; ! count $x; echo $?; false; count "$?" $x; set -e; if ! false; then count $x || true; fi; set +e
count $x & wait; count $x | cat; y=$(count $x); echo "$y"; z=1 count $x; count $(echo "$x"); count ${x#a} ${x%b} "$x" ${nothing-$x}
half() { local IFS=.; set -- $1; echo "$#" "$2"; local parts=($1 $x); echo ${#parts[@]}; }; half 10.0.0.1; half 1..2
IFS=: read a b c <<< "1::3"; echo "$a|$b|$c"; set -x; count $x; set +x
while IFS=, read -r line; do IFS=:; for f in $line; do echo "<$f>"; done; done <<< $'a::b\nc:'
unset IFS; x=" a  b "; count $x; IFS=$'\n'; x=$'one two\n\nthree'; for l in $x; do echo "[$l]"; done; IFS=" "; count $x
touch f1 f2; p='f*'; unset IFS; echo $p; IFS=/; path=/usr//bin/; for d in $path; do echo "<$d>"; done; set -- ${path}; echo $#; cd $PWD; echo $?
eval 'IFS=,; y=1,,2; set -- $y; echo $#'; case $y in 2*) echo two ;; esac
