ip -V; echo $?
ip -V junk; echo $?
ip -Version -z; echo $?
ip -Vx; echo $?
ip -j -4 -V; echo $?
ip -z -V; echo $?
ip netns add n
ip -n n -V; echo $?
ip -n nosuch -V; echo $?
