ip link add v0 type veth peer name a/b; echo $?
ip link add v0 type veth peer name v1 mtu x; echo $?
ip link add v0 type veth peer name v1 mtu 10; echo $?
ip link add v0 type veth peer name v0; echo $?
ip link add v0 type veth peer v1 v2; echo $?
ip link add v0 type veth peer name v1 netns nope; echo $?
ip link add v0 type veth peer name v1 address 01:00:00:00:00:00; echo $?
ip link add v0 type veth peer name v1 master nope; echo $?
ip link add v0 type veth other name v1; echo $?
ip link add v0 type veth peer group x; echo $?
ip link
ip link add w0 type veth peer name w9 protodown 0; echo $?
ip link add w0 type veth peer name w9 carrier x; echo $?
ip link add w0 type veth peer name w9 arp x; echo $?
ip link add w0 type veth peer name w9 mtu x; echo $?
ip link add w0 carrier x type veth; echo $?
