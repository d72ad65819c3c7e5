# Names that nc is given, and what it tells of the first packet before that.
ip link set lo up
nc "" 5 </dev/null; echo $?
nc -zvn "" 5; echo $?
nc -s foo -zvn 127.0.0.1 6; echo $?
nc -s foo.bar 127.0.0.1 6 </dev/null; echo $?
nc -s 'a b' -zn 127.0.0.1 6; echo $?
nc -n -s 127.0.0.2 -zv 127.0.0.1 6; echo $?
> /run/told; nc -luvn -w 1 5010 >> /run/told 2>&1 < /dev/null &
until grep -q Bound /run/told; do :; done
echo hi | nc -u -w 1 -p 40002 127.0.0.1 5010; wait; cat /run/told
