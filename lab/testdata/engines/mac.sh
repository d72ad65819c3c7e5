docker run -d --name one --mac-address 02:42:00:00:00:99 base sleep 1000
docker exec one cat /sys/class/net/eth0/address
docker inspect -f '{{.NetworkSettings.MacAddress}} {{.Config.MacAddress}}' one
docker network create net
docker run -d --name two --net net --mac-address 02:42:00:00:00:98 base sleep 1000
docker exec two cat /sys/class/net/eth0/address
docker network connect bridge two
docker exec two cat /sys/class/net/eth1/address
