ip link add x0 type vxlan id 5 dstport 4789 nolearning proxy rsc l2miss l3miss
ip link add x1 type vxlan id 6 dstport 4789 learning noproxy norsc nol2miss nol3miss
ip link add x2 type vxlan id 7 dstport 4789 noudpcsum udp6zerocsumtx udp6zerocsumrx
ip link add x3 type vxlan id 8 dstport 4789 udpcsum noudp6zerocsumtx noudp6zerocsumrx
ip link add x4 type vxlan id 9 dstport 4790 remcsumtx remcsumrx gbp; echo $?
ip link add x5 type vxlan id 10 dstport 4791 noremcsumtx noremcsumrx; echo $?
ip link add x6 type vxlan external dstport 4792; echo $?
ip link add x7 type vxlan noexternal id 12 dstport 4793; echo $?
ip link add x8 type vxlan id 13 gpe; echo $?
ip link add x9 type vxlan external gpe; echo $?
ip link add xa type vxlan ext learning dstport 4794; echo $?
ip link add xb type vxlan external vnifilter dstport 4795; echo $?
ip -d link show type vxlan
ip -d -o link show xb
