ip netns add n1
bridge -n n1 link show dev nope; echo $?
bridge -n n1 link set; echo $?
bridge -n n1 fdb add; echo $?
bridge -n n1 fdb add zz dev lo; echo $?
bridge -n n1 foo; echo $?
bridge -n n1; echo $?
bridge -n n1 -q link; echo $?
bridge -n n1 -n n2 link; echo $?
bridge -s -n n1 fdb foo; echo $?
bridge -n '' link; echo $?
ip netns exec n1 bridge fdb show br nope; echo $?
ip netns exec n1 brctl show nope; echo $?
ip netns exec n1 brctl delbr nope; echo $?
