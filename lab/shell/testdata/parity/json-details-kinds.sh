ip link add veth0 type veth peer name veth1
ip link add vx1 type vxlan id 1 dstport 4789 ttl inherit tos inherit
ip link add vx2 type vxlan id 2 dstport 0 ttl 64 tos 0x10 df set nolearning proxy l2miss noudpcsum remcsumtx gbp remote 2001:db8::1 local 2001:db8::2 ageing 20 maxaddress 5 flowlabel 0x1f
ip link add vx3 type vxlan id 3 dstport 4790 group 239.1.1.1 dev veth0 srcport 100 200 local 10.0.0.1
ip link add vx4 type vxlan external dstport 4791
ip link add vx5 type vxlan id 5 dstport 4792 group ff05::1 dev veth1 rsc l3miss
for i in 1 2 3 4 5; do ip -d -j link show dev vx$i; ip -d link show dev vx$i; done
ip -d -j -p link show dev vx3
ip link add mv0 link veth1 type macvlan mode source macaddr set 02:00:00:00:00:01
ip link add mv1 link veth0 type macvlan mode passthru nopromisc
ip link add mv2 link veth1 type macvlan mode bridge bcqueuelen 500
ip link add mv3 link veth1 type macvtap mode private
for i in 0 1 2 3; do ip -d -j link show dev mv$i; ip -d link show dev mv$i; done
ip -d -j -p link show dev mv0
ip -d -j addr show dev vx1
