sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip link add br1 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
ip link set br0 up
ip link set v0 up
ip link set v1 up
bridge mdb; echo $?
bridge -j mdb; echo $?
bridge -j -p mdb show; echo $?
bridge mdb add dev br0 port v0 grp 239.1.1.1 permanent; echo $?
bridge mdb add dev br0 port v0 grp 239.1.1.2 src 10.0.0.1 permanent; echo $?
bridge mdb add dev br0 port v0 grp ff02::5 permanent; echo $?
bridge mdb add dev br0 port v0 grp 01:02:03:04:05:06 permanent; echo $?
bridge mdb add dev br0 port v0 grp 239.1.1.3 temp; echo $?
bridge mdb add dev br0 port br0 grp 239.1.1.4 permanent; echo $?
bridge mdb | sort
bridge mdb show dev br0 | sort
bridge mdb lst dev br1; echo $?
bridge -d mdb | sort
bridge -color mdb show dev br0 | sort
bridge mdb show vid 5; echo $?
bridge mdb del dev br0 port v0 grp 239.1.1.1; echo $?
bridge mdb del dev br0 port v0 grp ff02::5 permanent; echo $?
bridge mdb del dev br0 port v0 grp 239.1.1.3; echo $?
bridge mdb del dev br0 port v0 grp 01:02:03:04:05:06; echo $?
bridge mdb del dev br0 port br0 grp 239.1.1.4; echo $?
bridge -j mdb; echo $?
bridge -j -d -s mdb; echo $?
bridge -s mdb; echo $?
bridge -o mdb; echo $?
ip link set v0 type bridge_slave mcast_router 2
bridge -d mdb | sort; bridge -d -s mdb | sort
bridge -d -j mdb show dev br0; echo $?
ip netns add n; bridge -n n mdb; echo $?
