sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.0.2/24 nodad dev veth0; echo $?
ip addr add 10.0.0.3/24 secondary dev veth0; echo $?
ip addr add nodad 2001:db8::1/64 dev veth0; echo $?
ip addr add 2001:db8::2/64 tentative nodad temporary dev veth0; echo $?
ip addr add 10.0.0.4/24 home nodad bogus dev veth0; echo $?
ip addr add 10.0.0.5/24 home; echo $?
ip addr add 10.0.0.5/24 home dev bogus; echo $?
ip addr del 10.0.0.2 dev veth0; echo $?
ip addr del 10.0.0.2 dev veth0; echo $?
ip addr del 10.0.0.3 dev bogus; echo $?
ip addr del 10.0.0.3; echo $?
ip addr add 10.0.0.6/24 autojoin dev veth0; echo $?
ip addr add 2001:db8::9/64 brd + dev veth0; echo $?
ip addr add brd + dev veth0; echo $?
ip addr add 239.0.0.1/32 autojoin dev veth0; echo $?
ip -4 addr show veth0; echo $?
