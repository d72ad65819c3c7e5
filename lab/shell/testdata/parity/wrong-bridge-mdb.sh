sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge mdb help; echo $?
bridge mdb foo; echo $?
bridge mdb show dev nosuch; echo $?
bridge mdb show dev br0 dev br0; echo $?
bridge mdb show vid 1 vid 2; echo $?
bridge mdb add; echo $?
bridge mdb add dev br0; echo $?
bridge mdb add dev br0 port v0; echo $?
bridge mdb add dev br0 port; echo $?
bridge mdb add help; echo $?
bridge mdb add dev nosuch port v0 grp 239.1.1.1; echo $?
bridge mdb add dev br0 port nosuch grp 239.1.1.1; echo $?
bridge mdb add dev br0 port v0 grp 239.1.1.1; echo $?
bridge mdb add dev br0 port v0 grp 10.0.0.1 permanent; echo $?
bridge mdb add dev br0 port v0 grp zz permanent; echo $?
bridge mdb add dev br0 port v0 grp 1:2:3 permanent; echo $?
bridge mdb add dev br0 port v0 grp 1:zz:3 permanent; echo $?
bridge mdb add dev br0 port v0 grp 239.1.1.300 permanent; echo $?
bridge mdb add dev br0 port v0 grp 239.1.1.1 src zz permanent; echo $?
bridge mdb add dev br0 port v1 grp 239.1.1.1 permanent; echo $?
bridge mdb add dev v0 port v0 grp 239.1.1.1 permanent; echo $?
bridge mdb add dev br0 port v0 grp 239.1.1.1 vid 5000 permanent; echo $?
bridge mdb add dev br0 port v0 grp 239.1.1.1 junk; echo $?
bridge mdb del dev br0 port v0 grp 239.9.9.9; echo $?
bridge mdb
