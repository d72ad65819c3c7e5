sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip addr show bogus; echo $?
ip addr show dev bogus; echo $?
ip addr show master bogus; echo $?
ip addr show vrf bogus; echo $?
ip addr show type bogus; echo $?
ip addr show label bogus; echo $?
ip -br addr show bogus; echo $?
ip addr flush; echo $?
ip addr flush bogus; echo $?
ip addr flush dev bogus; echo $?
ip addr flush dev veth1; echo $?
ip addr flush to bogus; echo $?
ip addr flush dev veth0 scope link; echo $?
ip addr flush scope all dev veth1; echo $?
ip -4 addr show; echo $?
ip -n bogus addr show; echo $?
