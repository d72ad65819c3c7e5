ip netns add t1
ip -n t1 link add v0 type veth peer name v1
ip link set v0 master none mtu x
echo $?
ip -n t1 link set v0 master none mtu x
echo $?
ip -n t1 link set v0 master v1 mtu x
echo $?
ip -n none link set v0 master none mtu x
echo $?
ip netns exec t1 ip link set v0 master lo mtu x
echo $?
ip -n t1 link set v0 netns t1 arp x
echo $?
