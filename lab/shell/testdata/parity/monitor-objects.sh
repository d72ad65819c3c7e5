ip netns add red
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec red sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n red link add veth0 type veth peer name veth1
ip -n red monitor link address dev veth0 >one 2>&1 &
one=$!
ip -n red monitor route neigh all >two 2>&1 &
two=$!
ip -n red -4 -o monitor addr rule label >three 2>&1 &
three=$!
ip netns exec red ip monitor link >four 2>&1 &
four=$!
sleep 0.5
ip -n red addr add 10.0.0.1/24 dev veth0
ip -n red link set veth1 mtu 1300
ip -n red link set veth0 mtu 1300
ip -n red link set veth0 up
sleep 0.3
ip -n red link set veth1 up
sleep 0.3
ip -n red rule add from 10.0.0.1 table 7 prio 100
ip -n red route add blackhole 10.77.0.0/16
ip -n red route add 10.78.0.0/16 dev veth0 metric 7 table 9
ip -n red route del 10.78.0.0/16 table 9
ip -n red neigh add 10.0.0.5 lladdr 02:00:00:00:00:01 dev veth0 nud stale
ip -n red link add br0 type bridge
sleep 0.3
ip -n red link set veth1 master br0
ip -n red link set veth1 nomaster
ip -n red link set br0 alias other
ip -n red link del br0
sleep 0.3
kill $one $two $three $four
for i in one two three four; do echo == $i; cat $i; done
