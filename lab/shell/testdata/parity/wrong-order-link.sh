# what is looked up while the line is read is missed before what stands behind it
ip link set w0 mtu 1400 master none nomaster
echo $?
ip link set lo master none mtu x
echo $?
ip link set lo mtu x master none
echo $?
ip link set lo netns none arp x
echo $?
ip link set lo arp x netns none
echo $?
ip link set none netns none
echo $?
ip link set none master none netns none
echo $?
ip link set none netns none master none
echo $?
ip link set dev lo m none
echo $?
ip link add v0 master none type veth peer name v1
echo $?
ip link add v0 type veth peer name v1 netns none mtu x
echo $?
ip link show master none up foo
echo $?
ip -br link show group 5 master none nomaster
echo $?
ip link add w0 link none; echo $?
ip link add link none name w0 type veth foo; echo $?
ip link add link none name w0 group 5 type; echo $?
ip link add link none name w0 dev w1; echo $?
ip link add link none group 5; echo $?
ip link add link-netns none type veth; echo $?
ip link add w0 link-netns none dev w1; echo $?
ip link add w0 link-netns none txqueuelen x; echo $?
ip link add w0 txqueuelen x link-netns none; echo $?
ip link add w0 link-netns none link-netns none2; echo $?
ip link add w0 link none link-netns none2 netns none3; echo $?
ip link add w0 netns none3 link-netns none2; echo $?
ip link add w0 type veth peer link-netns none mtu x; echo $?
ip link set lo link-netns none mtu x; echo $?
ip link set lo link none mtu x; echo $?
ip link set lo link none; echo $?
ip link set none link none2 mtu 1500; echo $?
ip link set none group 5 mtu 1500; echo $?
