ip link replace; echo $?
ip link replace br0; echo $?
ip link replace br0 type; echo $?
ip link replace br0 type bridge bogus; echo $?
ip link replace br0 type nosuch; echo $?
ip link replace br0 type nosuch foo; echo $?
ip link replace x0 type vxlan ttl 7; echo $?
ip link replace lo type bridge priority 7; echo $?
ip link replace lo type bridge; echo $?
ip link replace link nope name m0 type macvlan mode foo; echo $?
ip link replace name a dev b type bridge; echo $?
ip link add br0 type bridge
ip link replace br0 type vxlan id 5 dstport 4789; echo $?
ip link
