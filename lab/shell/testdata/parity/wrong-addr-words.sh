ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
ip link set veth0 up
ip link set veth1 up
ip addr add 10.0.0.1/24 dev veth0
ip addr bogus; echo $?
ip addr shov; echo $?
ip addr add; echo $?
ip addr add 10.0.0.2/24; echo $?
ip addr add 10.0.0.2/24 dev; echo $?
ip addr add dev veth0; echo $?
ip addr add 10.0.0.2/24 10.0.0.3/24 dev veth0; echo $?
ip addr add 10.0.0.2/24 dev veth0 bogus; echo $?
ip addr add help; echo $?
ip addr help; echo $?
ip addr h; echo $?
ip addr show veth0 veth1; echo $?
ip addr show dev; echo $?
ip addr show dev veth0 dev veth0; echo $?
