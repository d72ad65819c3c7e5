sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link add br0 type bridge
ip link set veth1 master br0
ip addr add 10.0.0.1/24 dev veth0
ip addr add 10.0.1.1/16 dev veth1
ip addr add 172.16.0.1/12 dev br0
ip link set veth0 up
ip addr show up
ip addr show up dev veth1
ip addr show master br0
ip addr show nomaster
ip addr show type veth
ip addr show type bridge
ip addr show type bridge_slave
ip -br addr show type veth
ip -o addr show master br0
ip -o addr show up
ip -br addr show up
ip addr show to 10.0.0.0/8
ip addr show to 10.0.0.1
ip -4 addr show to 172.16/12
ip addr show group default
ip addr show dev veth1 master br0
ip addr show dev veth0 master br0
ip link add fl0 type veth peer name fl1; ip link add flbr type bridge; ip link set fl0 master flbr
for show in 'addr show' 'link show'; do
  for filter in 'up master flbr type nosuch' 'master flbr type nosuch' 'type nosuch' 'master flbr type veth' 'master flbr'; do
    ip -j -br $show $filter | tr '{' '\n' | grep -c .; ip -br $show $filter | wc -l
  done
done
ip link del fl0; ip link del flbr
