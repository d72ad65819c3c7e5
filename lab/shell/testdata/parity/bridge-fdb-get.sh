ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link set br0 up
ip link set v0 up
ip link set v1 up
bridge fdb add 02:00:00:00:00:01 dev v0 master
bridge fdb add 02:00:00:00:00:02 dev v0 master static
bridge fdb add 02:00:00:00:00:03 dev v0 master dynamic extern_learn
bridge fdb add 02:00:00:00:00:04 dev v0 self
bridge fdb get 02:00:00:00:00:01 br br0; echo $?
bridge fdb get to 2:0:0:0:0:2 br br0; echo $?
bridge fdb get 02:00:00:00:00:02 dev v0 master; echo $?
bridge fdb get 02:00:00:00:00:03 brport v0; echo $?
bridge fdb get 02:00:00:00:00:03 br br0 dev v0 dynamic; echo $?
bridge fdb get 02:00:00:00:00:01 br br0 dyn; echo $?
bridge fdb get 02:00:00:00:00:01 br br0 dev v0; echo $?
bridge fdb get 02:00:00:00:00:04 dev v0 self; echo $?
bridge -j fdb get 02:00:00:00:00:01 br br0; echo $?
bridge -j -p fdb get 02:00:00:00:00:02 br br0; echo $?
bridge -color fdb get 02:00:00:00:00:02 br br0; echo $?
bridge -s fdb get 02:00:00:00:00:02 br br0; echo $?
bridge -d fdb get 02:00:00:00:00:02 br br0; echo $?
ip netns add n
bridge -n n fdb get 02:00:00:00:00:02 br br0; echo $?
