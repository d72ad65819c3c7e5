sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add m0 address 02:00:00:00:00:01 type veth peer name m1 address 02:00:00:00:00:02
ip link add mv address 02:00:00:00:00:03 link m0 type macvlan
echo '# ip link show mv'; ip link show mv; echo $?
ip link set mv protodown on
echo '# ip link show mv'; ip link show mv; echo $?
echo '# ip -d link show mv'; ip -d link show mv; echo $?
echo '# ip -j link show mv'; ip -j link show mv; echo $?
echo '# ip -s link show mv'; ip -s link show mv; echo $?
echo '# ip -br link show mv'; ip -br link show mv; echo $?
echo '# ip addr show mv'; ip addr show mv; echo $?
echo '# ip -batch -'; printf 'link show mv\nlink show m0\n' | ip -batch -; echo $?
ip link set mv protodown off
echo '# ip link show mv'; ip link show mv; echo $?
