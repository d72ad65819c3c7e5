docker run -d --name box --net=none base sleep 1000
pid=$(docker inspect -f '{{.State.Pid}}' box)
mkdir -p /var/run/netns
ln -s /proc/$pid/ns/net /var/run/netns/box
ip link add A type veth peer name B netns box
ip link set A master docker0 up
docker rm -f box
until ! ip link show A > /dev/null 2>&1; do sleep 0.02; done
ip netns exec box ip link
rm /var/run/netns/box
