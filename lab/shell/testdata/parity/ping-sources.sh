ip link set lo up
ip link add v0 type veth peer name v1
ip link set v0 up
ip addr add 192.0.2.1/24 dev v0
ping -c 1 -I '' 127.0.0.1 || echo "status $?"
ping -c 1 -I '' ::1 || echo "status $?"
ping -c 1 -I '' fe80::1%lo || echo "status $?"
ping -c 1 -I nix fe80::1 || echo "status $?"
ping -c 1 -I ::1%lo ::1
ping -c 1 -I ::1%nix ::1 || echo "status $?"
ping -c 1 -I ::1% ::1 || echo "status $?"
ping -c 1 -I fe80::1%lo fe80::1%lo || echo "status $?"
ping -c 1 -I a:b ::1 || echo "status $?"
ping -c 1 -I 127.1 127.0.0.1 || echo "status $?"
ping -c 1 -I ::ffff:127.0.0.1 127.0.0.1
ping -c 1 -I 127.0.0.1 ::1
ping -c 1 -I ::1 127.0.0.1
ping -c 1 -I ::1%lo 127.0.0.1
ping -c 1 -I 127.0.0.1 -I lo 127.0.0.1
ping -c 1 -W 0.2 -I v0 127.0.0.1 || echo "status $?"
ping -c 1 -W 0.2 -I v0 192.0.2.1 || echo "status $?"
