ip link add v0 type veth peer name v1
ip link property add dev v0 altname averyveryverylongname altname short
ip link prop a v0 al third
ip link property add short altname fourth
ip link show v0
ip link property del dev v0 altname third altname fourth; echo $?
ip link property d short altname averyveryverylongname; echo $?
ip link property add dev v0; echo $?
ip link property del v1; echo $?
ip netns add n1
ip link set v0 netns n1
ip -n n1 link property add dev v0 altname other
ip -n n1 -d link show other
