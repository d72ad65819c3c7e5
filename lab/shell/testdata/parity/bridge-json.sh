ip link add br0 type bridge
ip link add veth0 type veth peer name veth1
ip link add veth2 type veth peer name veth3
ip link set veth0 address 02:00:00:00:01:00
ip link set veth2 address 02:00:00:00:02:00
ip link set br0 address 02:00:00:00:03:00
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
bridge -j link
bridge -j -p link
ip link set veth0 master br0
ip link set veth2 master br0
bridge -j link
bridge -j -p link show dev veth0
bridge -j link show dev veth1
bridge -j link show dev nosuch; echo $?
bridge -d link
bridge -d -o link show dev veth2
bridge -j -d link
bridge -j -p -d link show dev veth2
bridge link set dev veth2 isolated on mcast_router 2 learning off
ip link set veth0 type bridge_slave backup_port veth2
bridge -d link
bridge -j -d link
bridge fdb add 02:00:00:00:00:01 dev veth0 master static
bridge fdb add 02:00:00:00:00:02 dev veth0 master dynamic
bridge fdb add 02:00:00:00:00:03 dev br0 self
bridge -j fdb show dev veth0
bridge -j fdb show br br0 | tr '}' '\n' | sort
bridge -j -p fdb show dev veth0
bridge -j fdb show dev nosuch; echo $?
bridge -j fdb show br nosuch; echo $?
bridge -c link | cat
bridge -c=always -d link show dev veth0
bridge -c fdb show dev veth0
bridge -color fdb show br br0 | sort
bridge -j link set dev veth0 cost 5
bridge -j link show dev veth0
bridge -p link show dev veth0
