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
