docker network create --subnet 10.1.0.0/24 --gateway 10.1.0.254 --ip-range 10.1.0.128/25 net
docker run -d --name first --net net base sleep 1000
docker run -d --name given --net net --ip 10.1.0.7 base sleep 1000
docker run -d --name second --net net base sleep 1000
docker inspect -f '{{.NetworkSettings.Networks.net.IPAddress}}' first given second
docker exec first ip route
docker network inspect -f '{{json .IPAM.Config}}' net
