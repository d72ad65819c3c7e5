sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route bogus; echo $?
ip route add; echo $?
ip route add 10.1.0.0/16; echo $?
ip route add 10.1.0.0/16 via; echo $?
ip route add 10.1.0.0/16 dev; echo $?
ip route add 10.1.0.0/16 10.2.0.0/16 dev veth0; echo $?
ip route add 10.1.0.0/16 dev veth0 bogus; echo $?
ip route add 10.1.0.0/16 via 10.0.0.2 via 10.0.0.3; echo $?
ip route add help; echo $?
ip route help; echo $?
ip route del; echo $?
ip route add unreachable; echo $?
ip route add to; echo $?
ip route get; echo $?
ip route get bogus; echo $?
ip route get 10.0.0.2 10.0.0.3; echo $?
ip route flush; echo $?
