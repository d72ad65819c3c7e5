ip link add x type vxlan bogus; echo $?
ip link add x type vxlan help; echo $?
ip link add x type vxlan id; echo $?
ip link add x type vxlan id 16777216; echo $?
ip link add x type vxlan id 5 ttl 256; echo $?
ip link add x type vxlan id 5 ttl foo; echo $?
ip link add x type vxlan id 5 tos zz; echo $?
ip link add x type vxlan id 5 df zz; echo $?
ip link add x type vxlan id 5 srcport 5; echo $?
ip link add x type vxlan id 5 srcport 5 x; echo $?
ip link add x type vxlan id 5 srcport x 5; echo $?
ip link add x type vxlan id 5 dstport 65536; echo $?
ip link add x type vxlan id 5 flowlabel 1048576; echo $?
ip link add x type vxlan id 5 ageing x; echo $?
ip link add x type vxlan id 5 maxaddress x; echo $?
ip link add x type vxlan dstport 4789; echo $?
ip link add x type vxlan id 5 external; echo $?
ip link add x type vxlan id 5 vnifilter; echo $?
ip link add x type vxlan id 5 srcport 9 8 dstport 4789; echo $?
ip link
