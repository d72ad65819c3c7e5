ip netns add n1
ip link add v0 type veth peer name v1
for mode in private vepa bridge; do
ip link add link v0 name m-$mode type macvlan mode $mode; echo $?
done
ip link add link v0 name m3 netns n1 address 02:00:00:00:00:03 type macvlan m bridge nodst bcqueuelen 0x20
ip link add link v0 type macvlan mode bridge bc 7
ip link add link v0 name m5 type macvlan
ip link set v0 up
ip link set m-bridge up
ip -d link show type macvlan
ip -n n1 -d link
ip addr add 192.0.2.1/24 dev m-bridge
ip -d addr show m-bridge
ip -d -o addr show m-bridge
ip -d -br addr show m-bridge
ip link help macvlan
ip link help macvtap
