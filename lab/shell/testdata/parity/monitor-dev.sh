sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add v0 type veth peer name v1
ip link set v1 up
ip link set v0 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.1.1/24 dev v1
ip monitor route neigh dev v0 >told 2>&1 &
pid=$!
sleep 0.4
ip route add 10.9.0.0/16 via 10.0.0.2
ip route add 10.8.0.0/16 via 10.0.1.2
ip neigh add 10.0.0.5 lladdr 02:00:00:00:00:01 dev v0
ip neigh add 10.0.1.5 lladdr 02:00:00:00:00:01 dev v1
ip route del 10.9.0.0/16
ip neigh del 10.0.0.5 dev v0
sleep 0.3
kill $pid
cat told
ip neigh add proxy 10.0.0.8 dev v0
echo '# ip neigh get proxy 10.0.0.8 dev v0'; ip neigh get proxy 10.0.0.8 dev v0; echo $?
