# by standard input
nosuch
ip netns add a
ip netns exec a bash
nosuch-inside
echo $?
exit 6
nosuch-again
exit
echo not reached
