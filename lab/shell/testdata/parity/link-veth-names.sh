ip link add type veth
ip link add type veth peer name eth7
ip link add dev left type veth peer name right
ip link add name up0 mtu 1400 type veth peer name down0 mtu 1300
ip link add one address 52:54:00:00:00:01 type veth peer two address 52:54:00:00:00:02
ip link add q0 txqueuelen 7 type veth peer name q1 txqueuelen 0
ip link
