docker run -d --name box --net=none base sleep 1000
pid=$(docker inspect -f '{{.State.Pid}}' box)
mkdir -p /var/run/netns
ln -s /proc/$pid/ns/net /var/run/netns/box
ip link add A type veth peer name B
ip link set A master docker0
ip link set A up
ip link set B netns box
ip netns exec box ip link set dev B name eth0
ip netns exec box ip link set eth0 address 12:34:56:78:9a:bc
ip netns exec box ip link set eth0 up
ip netns exec box ip addr add 172.17.42.99/16 dev eth0
ip netns exec box ip route add default via 172.17.0.1
docker exec box ip -4 -o addr show eth0
docker exec box ping -c 1 172.17.0.1
ping -c 1 172.17.42.99
