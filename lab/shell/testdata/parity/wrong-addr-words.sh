sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip addr bogus; echo $?
ip addr shov; echo $?
ip addr add; echo $?
ip addr add 10.0.0.2/24; echo $?
ip addr add 10.0.0.2/24 dev; echo $?
ip addr add dev veth0; echo $?
ip addr add 10.0.0.2/24 10.0.0.3/24 dev veth0; echo $?
ip addr add 10.0.0.2/24 dev veth0 bogus; echo $?
ip addr add help; echo $?
ip addr help; echo $?
ip addr h; echo $?
ip addr show veth0 veth1; echo $?
ip addr show dev; echo $?
ip addr show dev veth0 dev veth0; echo $?
