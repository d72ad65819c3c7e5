ip netns add early
ip netns add later
for ns in early later; do
  ip netns exec $ns sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
done
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add e0 type veth peer name e1 netns early
for name in a b c d; do
  ip link add ${name}0 address 02:00:00:00:00:0$name type veth peer name ${name}1 address 02:00:00:00:01:0$name
done
ip monitor link >links 2>&1 &
one=$!
ip -o monitor link nsid label >both 2>&1 &
two=$!
ip monitor >all 2>&1 &
three=$!
sleep 0.4
ip link set a0 netns early
sleep 0.2
ip link set b0 netns later
sleep 0.2
ip netns add new
sleep 0.2
ip link set c0 netns new name renamed
sleep 0.2
ip link add f0 address 02:00:00:00:00:0f type veth peer name f1 address 02:00:00:00:01:0f netns new
sleep 0.2
ip link set c1 netns new
sleep 0.2
ip link del d0
ip -n early link set a0 netns later
sleep 0.2
ip netns del new
sleep 0.8
kill $one $two $three
cat links
echo
cat both
echo
cat all
