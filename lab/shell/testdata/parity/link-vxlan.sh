ip link add v0 type veth peer name v1
ip link add x0 type vxlan id 5 dstport 4789
ip link add x1 type vxlan id 0x6 local 10.0.0.1 remote 10.0.0.2 dev v0 dstport 4789 srcport 5000 6000 ttl 7 tos 0x10
ip link add x2 mtu 1400 type vxlan vni 7 group 239.1.1.1 dev v0 dstport 0 hoplimit inherit dsfield inherit
ip link add x3 type vxlan i 8 dstp 4790 ttl auto tos AF11 ageing none maxaddress unlimited
ip link add x4 type vxlan id 9 dstport 4791 ageing 20 maxaddress 30
ip link add x5 type vxlan id 10 remote 10.1 dstport 4792 port 0 0 df set flowlabel 0x55
ip link add x6 type vxlan id 11 r 10.0.0.3 lo 10.0.0.1 d v0 p 7 8 t 9 dst 4793
ip -d link show type vxlan
ip -d -o link show x1
ip addr add 192.0.2.1/24 dev x1
ip -d addr show x1
ip link help vxlan
