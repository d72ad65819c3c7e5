docker network create --subnet 10.1.2.3/24 net
docker network create --subnet 10.2.0.0/16 --ip-range 10.2.5.0/24 ranged
docker network create --subnet 10.3.0.0/24 --ip-range 10.3.0.0/25 low
docker run -d --name one --net net base sleep 1000
docker run -d --name two --net ranged base sleep 1000
docker run -d --name three --net low base sleep 1000
docker exec two ip route
docker exec three ip route
