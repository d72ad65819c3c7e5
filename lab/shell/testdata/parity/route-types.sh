sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route add blackhole 10.1.0.0/16
ip route add unreachable 10.2.0.0/16
ip route add prohibit 10.3.0.0/16 metric 7
ip route add throw 10.4.0.0/16
ip route add unicast 10.5.0.0/16 dev veth0
ip route add broadcast 10.6.0.255 dev veth0
ip route add local 10.7.0.1 dev veth0
ip route add black 10.8.0.0/16
ip route
ip route show type blackhole
ip route show type local table local
ip route show table local
ip route del blackhole 10.1.0.0/16
ip route del 10.2.0.0/16
ip route get 10.3.0.1; echo $?
ip route get 10.8.0.1; echo $?
ip route get 10.7.0.1; echo $?
ip route
