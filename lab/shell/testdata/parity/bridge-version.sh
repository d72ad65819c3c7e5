bridge -V; echo $?
bridge -V junk; echo $?
bridge -j -Ver -z; echo $?
bridge -z -V; echo $?
ip netns add n
bridge -n n -V; echo $?
bridge -n nosuch -V; echo $?
bridge monitor help; echo $?
bridge monitor link he; echo $?
bridge monitor foo; echo $?
bridge monitor file; echo $?
bridge vni help; echo $?
bridge mst; echo $?
