ip link add x type vxlan id 5 vni 6; echo $?
ip link add x type vxlan id 5 learning nolearning; echo $?
ip link add x type vxlan id 5 nol nol; echo $?
ip link add x type vxlan id 5 local 1.2.3.4 local 1.2.3.4; echo $?
ip link add x type vxlan id 5 remote 1.2.3.4 r foo; echo $?
ip link add x type vxlan id 5 port 5 6 srcport 7 8; echo $?
ip link add x type vxlan id 5 ttl 5 hoplimit 6; echo $?
ip link add x type vxlan id 5 tos 5 dsfield 6; echo $?
ip link add x type vxlan id 5 label 5 flowlabel 6; echo $?
ip link add x type vxlan id 5 proxy noproxy; echo $?
ip link add x type vxlan id 5 udpcsum noudpcsum; echo $?
ip link add x type vxlan external noexternal; echo $?
ip link add x type vxlan id 5 dev lo dev nope; echo $?
