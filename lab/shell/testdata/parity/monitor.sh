ip netns add red
ip netns add blue
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec red sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n red monitor >told 2>&1 &
pid=$!
sleep 0.4
ip -n red link add veth0 type veth peer name veth1
ip -n red link set veth1 mtu 1400
ip -n red addr add 10.0.0.1/24 dev veth0
ip -n red link set veth0 up
sleep 0.3
ip -n red link set veth1 up
sleep 0.3
ip -n red route add 10.9.0.0/16 via 10.0.0.2
ip -n red route del 10.9.0.0/16
ip -n red neigh add 10.0.0.5 lladdr 02:00:00:00:00:01 dev veth0
ip -n red neigh del 10.0.0.5 dev veth0
ip -n red rule add from 10.0.0.1 table 7
ip -n red rule del from 10.0.0.1 table 7
ip netns exec red sysctl -qw net.ipv4.conf.veth0.rp_filter=1 net.ipv4.conf.veth0.proxy_arp=1
ip netns exec red sysctl -qw net.ipv4.ip_forward=1
ip -n red addr add 10.0.1.1/24 dev veth1 label veth1:x
ip -n red addr del 10.0.1.1/24 dev veth1
ip -n red link add link0 type veth peer name link1 netns blue
ip -n red link property add dev link0 altname second-name
ip -n red link set link0 up
sleep 0.3
ip -n red link del link0
sleep 0.3
kill $pid
wait $pid
echo $?
cat told
