ip link add v0 type veth peer name v1
ip link add x0 type vxlan id 5 remote 10.0.0.2 dstport 4789 ttl 5
ip link set x0 type vxlan remote 10.0.0.3; echo $?
ip link set x0 type vxlan ttl 9 tos 8 ageing 7 maxaddress 5; echo $?
ip -d link show x0
ip link set x0 type vxlan nolearning; echo $?
ip link set x0 up type vxlan dev v0 local 10.0.0.1; echo $?
ip -d link show x0
ip link set x0 type vxlan id 6; echo $?
ip link set x0 type vxlan dstport 99; echo $?
ip link set x0 type vxlan ttl inherit; echo $?
ip link set x0 type vxlan proxy; echo $?
ip link set x0 type vxlan external; echo $?
ip link set x0 type vxlan; echo $?
ip -d link show x0
