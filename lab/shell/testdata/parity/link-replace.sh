ip link replace br0 type bridge priority 8; echo $?
ip link replace br0 type bridge mcast_querier 1; echo $?
ip link replace br0 up type bridge; echo $?
ip link replace v0 type veth peer name v1; echo $?
ip link replace v0 mtu 1400 type veth; echo $?
ip link replace v0 type veth peer name v2; echo $?
ip link replace link v0 name m0 type macvlan mode bridge; echo $?
ip link rep link v0 name m0 type macvlan mode vepa; echo $?
ip link replace x0 type vxlan id 5 dstport 4789; echo $?
ip link replace x0 type vxlan id 5 dstport 4789 ttl 7; echo $?
ip link replace x0 type vxlan id 5; echo $?
ip -d link
