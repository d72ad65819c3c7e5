# globs, tests, redirections and cd below /sys and /proc, in the shell's namespace and in others
ip netns add n1; ip link add v0 netns n1 type veth peer name v1; ip link add v5 type veth peer name v6
echo /proc/sys/net/ipv4/conf/*; for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 2 > $f; done; sysctl net.ipv4.conf.v5.rp_filter
[ -e /proc/sys/net/ipv4/conf/v5 ]; echo $?
[ -e /sys/class/net/v5 ]; echo $?
[ /proc/self/ns/net -ef /run/netns/n1 ] || echo other
[ -f /proc/net/dev ] && echo f
cat < /proc/net/dev | grep -c v5
echo /proc/self/net/de*
cd /sys/class/net/v5 && cat mtu; cd /sys/class/net/v0; cd /
cat > /run/inside <<'END'
for i in /sys/class/net/*; do echo ${i##*/}; done
for link in v0 v1 v5; do [ -e /sys/class/net/$link ]; echo $?; done
[ -d /sys/class/net/v0/statistics ] && echo dir
read y < /sys/class/net/v0/mtu; echo $y
echo 1400 > /sys/class/net/v0/mtu; cat /sys/class/net/v0/mtu
[ /proc/self/ns/net -ef /run/netns/n1 ] && echo same
[ -r /sys/class/net/v0/address ] && echo r
[ -w /proc/sys/net/ipv4/conf/v0/forwarding ] && echo w
cd /sys/class/net/v0 && echo m*; cat mtu; cd ..; pwd; [ -e v0 ] && echo here; cd v5
ip link add br0 type bridge; echo 1 > /sys/class/net/br0/bridge/stp_state; cat /sys/class/net/br0/bridge/stp_state
echo x > /sys/class/net/nope/mtu
END
ip netns exec n1 bash /run/inside
