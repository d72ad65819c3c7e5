ip netns add n1
ip -n n1 link add br0 type bridge
brctl show br0; echo $?
brctl delbr br0; echo $?
brctl showmacs br0; echo $?
brctl showstp br0; echo $?
brctl setfd br0 4; echo $?
brctl stp br0 on; echo $?
ip netns exec n1 brctl stp br0 perhaps; echo $?
ip netns exec n1 brctl addbr br0; echo $?
ip netns exec n1 brctl addif br0 nope; echo $?
ip netns exec n1 brctl showmacs lo; echo $?
ip netns exec n1 brctl; echo $?
ip netns exec n2 brctl show; echo $?
