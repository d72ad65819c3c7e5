sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
for i in 1 2 3; do
ip addr add 10.0.$i.1/24 dev veth0
ip addr add 10.0.$i.2/24 dev veth0
done
ip addr add 10.9.0.1/24 scope link dev veth0
ip addr add 10.8.0.1/24 label veth0:x dev veth0
ip addr add 2001:db8::1/64 nodad dev veth0
ip addr flush dev veth0 scope link; echo $?
ip addr show veth0
ip addr flush dev veth0 to 10.0.1.0/24; echo $?
ip addr show veth0
ip addr flush label 'veth0:*'; echo $?
ip addr show veth0
ip addr flush dev veth0 primary; echo $?
ip addr show veth0
ip -6 addr flush dev veth0; echo $?
ip addr show veth0
ip addr flush dev veth0; echo $?
ip addr show veth0
ip addr flush dev veth0; echo $?
ip a f dev veth1; echo $?
