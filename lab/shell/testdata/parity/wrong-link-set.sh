ip link set; echo $?
ip link set up; echo $?
ip link set nope up; echo $?
ip link set dev; echo $?
ip link set lo lo up; echo $?
ip link set lo foo bar; echo $?
ip link set lo promisc; echo $?
ip link set lo promisc maybe; echo $?
ip link set lo dyn maybe; echo $?
ip link set lo master nope; echo $?
ip link set lo master lo; echo $?
ip link set lo netns nope; echo $?
ip link set lo netns 99999; echo $?
ip link set lo netns; echo $?
ip link set lo group nope; echo $?
ip link set lo alias; echo $?
ip netns add n0
ip link set lo netns n0; echo $?
ip link set lo name foo; echo $?
