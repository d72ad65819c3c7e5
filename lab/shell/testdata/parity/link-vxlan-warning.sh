ip link add x0 type vxlan id 5
ip link add x1 type vxlan id 6 remote 10.0.0.1 nolearning 2>&1
ip link add x1 type vxlan id 7; echo $?
ip netns add n1
ip -n n1 link add x0 type vxlan id 5 2> /dev/null
ip -n n1 -d link
ip link add x2 type vxlan; echo $?
ip -d link show type vxlan
