# [ and test: the number of words says what they mean, and what is no number is told
echo "# 2"; [ a -lt 3 ]; echo $?
echo "# 3"; [ "" -eq 0 ]; echo $?
echo "# 4"; [ a \< b ]; echo $?
echo "# 5"; [ 3 -eq ]; echo $?
echo "# 6"; [ x ; echo $?
echo "# 7"; [ 1 -eq 1 -a ]; echo $?
echo "# 8"; [ a b c d e ]; echo $?
echo "# 9"; [ a = b c ]; echo $?
echo "# 10"; [ -f ]; echo $?
echo "# 11"; [ a -nope b ]; echo $?
echo "# 12"; [ -nope b ]; echo $?
echo "# 13"; [ 0x10 -eq 16 ]; echo $?
echo "# 14"; [ " 3" -eq 3 ]; echo $?
echo "# 15"; [ /etc/passwd -nt /nope ]; echo $?
echo "# 16"; [ /nope -nt /etc/passwd ]; echo $?
echo "# 17"; [ /nope -ot /etc/passwd ]; echo $?
echo "# 18"; [ /etc/passwd -ef /etc/../etc/passwd ]; echo $?
echo "# 19"; [ -t x ]; echo $?
echo "# 20"; [ -s /etc/passwd ]; echo $?
echo "# 21"; [ abc =~ a ]; echo $?
echo "# 22"; [ ! ]; echo $?
echo "# 23"; [ ! a ]; echo $?
echo "# 24"; [ ! -f /etc/passwd ]; echo $?
echo "# 25"; [ ! a = b ]; echo $?
echo "# 26"; [ \( a = b \) -o 1 -eq 1 ]; echo $?
echo "# 27"; [ \( a = b -o 1 -eq 1 ]; echo $?
echo "# 28"; [ \( a \) ]; echo $?
echo "# 29"; [ a -a b ]; echo $?
echo "# 30"; [ a -a "" -o b ]; echo $?
echo "# 31"; [ -n a -a -z b -o ! -e /nope ]; echo $?
echo "# 32"; [ -e "" ]; echo $?
echo "# 33"; [ -d /etc/ ]; echo $?
echo "# 34"; [ -x /bin/sh -a -r /etc/passwd ]; echo $?
echo "# 35"; [ -w /proc/sys/kernel/ostype ]; echo $?
echo "# 36"; [ -L /bin ] && echo l; [ -h /nope ]; echo $?
echo "# 37"; [ -c /dev/null ]; echo $?; [ -b /dev/null ]; echo $?; [ -p /dev/null ]; echo $?; [ -S /x ]; echo $?
echo "# 38"; [ -k /tmp ]; echo $?; [ -u /bin/su ]; echo $?; [ -g /tmp ]; echo $?; [ -O /etc/passwd ]; echo $?
echo "# 39"; [ 9223372036854775808 -gt 1 ]; echo $?
echo "# 40"; [ -5 -lt +3 ]; echo $?
echo "# 41"; [ = ]; echo $?; [ = = = ]; echo $?; [ -z = x ]; echo $?; [ ! = ! ]; echo $?
echo "# 42"; [ -a /etc ]; echo $?; [ -n -a ]; echo $?
echo "# 43"; test a = a; echo $?; test; echo $?; test ]; echo $?; test x y; echo $?
echo "# 44"; x=; [ $x = a ]; echo $?
echo "# 45"; x="a b"; [ $x = a ]; echo $?
echo "# 46"; [ "$x" ]; echo $?
echo "# 47"; if [ -n "$(echo a)" ]; then echo yes; fi
echo "# 48"; command [ a = a ]; echo $?; builtin test a; echo $?
test \( a = b -o 1 -eq 1; echo $?
[ \( a b \) -a x ]
