ip link add v0 type veth peer name v1
ip link property add dev v0 altname averyveryverylongname altname short
ip link show v0
ip link show averyveryverylongname
ip link set averyveryverylongname up
# Asked for alone, a link is settled by the kernel at once.
ip link show dev short
ip -o link show v0
