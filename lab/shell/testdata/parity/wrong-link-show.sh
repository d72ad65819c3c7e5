ip link show nope; echo $?
ip link show dev; echo $?
ip link show lo lo; echo $?
ip link show dev lo dev lo; echo $?
ip link show master nope; echo $?
ip link show master; echo $?
ip link show group nope; echo $?
ip link show type; echo $?
ip link show ''; echo $?
ip -br link show nope; echo $?
ip link shwo; echo $?
ip link help; echo $?
ip link help veth; echo $?
ip link help nosuch; echo $?
ip link show help; echo $?
