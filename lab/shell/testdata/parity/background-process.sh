# $! is the number of the process, as whoever moves a link to it needs it.
unshare -n sleep 3 & ip link add v0 type veth peer name v1
P=$!
sleep 0.2
ip link set v1 netns $P && nsenter -t $P -n ip -br link | cut -c1-20
ip netns add b0; ip netns attach b1 $P; ip netns list; ip netns identify $P
[ -d /proc/$P ] && echo alive
kill $P; wait $P; echo "w $?"
[ -d /proc/$P ] || echo gone
for i in 1 2; do sleep 5 & L="$L $!"; done
set -- $L; [ "$1" != "$2" ] && echo differ
kill $L; wait; 
sleep 0.1 & wait $!; echo "s $?"
(exit 3) & wait $!; echo "e $?"
{ sleep 9; } & sleep 0.1; kill $!; wait $!; echo "k $?"
false & wait $!; echo "f $?"
ping -c 3 -i 5 127.0.0.1 >/dev/null & sleep 0.1; kill -INT $!; wait $!; echo "p $?"
ip monitor >/dev/null & M=$!; sleep 0.1; kill $M; wait $M; echo "m $?"
kill 999999; echo $?
echo "last [$!]" | sed 's/[0-9g]\+/N/'
kill -0 $$ && echo self
