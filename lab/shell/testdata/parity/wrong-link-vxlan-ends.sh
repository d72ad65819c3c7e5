ip link add v0 type veth peer name v1
ip link add x type vxlan id 5 group 1.2.3.4 dev v0; echo $?
ip link add x type vxlan id 5 remote 239.1.1.1 dev v0; echo $?
ip link add x type vxlan id 5 remote foo; echo $?
ip link add x type vxlan id 5 remote any; echo $?
ip link add x type vxlan id 5 local default; echo $?
ip link add x type vxlan id 5 remote 1.2.3.4 local ::1; echo $?
ip link add x type vxlan id 5 local ::1 group 239.1.1.1; echo $?
ip link add x type vxlan id 5 remote 1.2.3.4 group; echo $?
ip link add x type vxlan id 5 group 239.1.1.1 remote 1.2.3.4; echo $?
ip link add x type vxlan id 5 group 239.1.1.1 dstport 4789; echo $?
ip link add x type vxlan id 5 dev nope bogus; echo $?
ip link add x type vxlan id 5 dev; echo $?
ip link add x type vxlan id bogus dev nope; echo $?
ip link add v0 type vxlan id 5 dstport 4789; echo $?
ip link add x master nope type vxlan id bogus; echo $?
ip link
