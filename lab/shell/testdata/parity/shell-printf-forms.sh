echo -ne 'x\n'; echo -en 'a\tb\n'; echo -nE 'q\n'; echo; echo -x; echo -e '\0101 \101 \x41 \u00e9'; echo -e 'ab\cde'; echo; echo - a; echo -n -e 'x\n'; echo -nn z; echo; echo -neX; echo -e 'a\\b' '\z'
printf -- '%s\n' hi
printf '%X|%*d|%-*s|%#x|%e|%f|%.2f|%.0s|%ld\n' 255 5 42 5 ab 255 1.5 1.5 1.005 zzz 7
printf '%d\n' abc; echo $?
printf '%d\n' 12abc; echo $?
printf '%d\n' 1.5; echo $?
printf '%d %d\n' "'a" '"b'
printf -v 'arr[2]' '%s' v; echo ${arr[2]} ${#arr[@]}
printf '%b|\n' 'a\tb\0101\x41'
printf '%b|%s\n' 'a\cb' x; echo
printf '%5s|%-5s|%05d|%+d|% d|%.3d|%5.1f|%c|%c|\n' a b 42 5 6 7 3.14159 hello ''
printf '%s-%s\n' a b c
printf '%q %5q|\n' 'a b' x
printf '%i %u %o\n' 5 -1 8
printf '%u\n' 18446744073709551615
printf '%x %d\n' 0x1F 010
printf '%g %G %E\n' 1e10 1e-10 1.5
printf 'no args\n' ; printf '%s\n'; printf '%d\n'
printf '%z\n' 1; echo " $?"
printf; echo $?
printf '\x41\101\u00e9\n'
printf '%%|%5%|\n'
printf '%s %d\n' a 1 b
printf '%-10s|%10s|\n' é ü
printf '%d\n' ''; echo $?
printf '%f\n' abc; echo $?
printf '%d\n' 99999999999999999999; echo $?
printf '%d\n' 08; echo $?
printf '%.*f\n' 2 3.14159
printf '%.3s|\n' abcdef
printf '%b' 'x\n' 'y\n'
printf 'a\cb\n'; echo
printf '\"\?\e[0m\n' | od -c | head -2
printf '%' ; echo " $?"
printf '%d' 5x 6; echo " $?"
printf -v 1x %s; echo $?
printf -jx a; echo $?
printf '-'; echo $?
printf -v x '%d' z; echo "$? [$x]"
printf '%s\n' "${a[@]}" | wc -l
printf '%hhd %lld %jd %zd %td\n' 1 2 3 4 5
printf '%s'  >/dev/full; echo $?
while true; do echo x; done | head -1
while true; do printf 'y\n'; done | head -1
echo '\0101' "\tq"; command echo -ne 'cmd\n'; builtin printf '%X\n' 255
echo() { command printf 'my %s\n' "$*"; }; echo hi; unset -f echo; echo hi
printf '%5c|%-5c|\n' a b; printf '%+.2e|%#o|%#X|%08.3f|%+5d|% 5d|%-5d|%x\n' 12345.678 8 255 3.14159 3 3 3 -1
printf '%s %s %s\n' a
printf '%d\n' -0x10 +5 ' 7' '7 '; echo $?
printf "%s\n" -- -x
printf -v z; echo $?
printf '%.10d|%-08d|%10.4d\n' 5 5 5
printf '%5b|%-5b|%.1b\n' ab cd 'e\tf'
