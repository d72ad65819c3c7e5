ip link add v0 type veth peer name v1
ip link add x0 type vxlan id 5 local 2001:db8::1 remote 2001:db8::2 dstport 4789
ip link add x1 type vxlan id 6 group ff02::5 dev v0 dstport 4789 flowlabel 7
ip link add x2 type vxlan id 7 local ::ffff:1.2.3.4 dstport 4789; echo $?
ip link add x3 type vxlan id 8 remote ::1.2.3.4 dstport 4789 df inherit; echo $?
ip link add x4 type vxlan id 9 remote 0.0.0.0 dstport 4789; echo $?
ip link add x5 type vxlan id 10 remote :: local ::1 dstport 4791; echo $?
ip -6 link add x6 type vxlan id 11 dstport 4792; echo $?
ip -4 link add x7 type vxlan id 12 dstport 4793; echo $?
ip -d link show type vxlan
ip -d -6 link show x0
