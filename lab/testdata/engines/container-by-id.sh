id=$(docker run -d --name first base sleep 1000)
docker run -d --name side --net container:${id:0:12} base sleep 1000
[ "$(docker inspect -f '{{.HostConfig.NetworkMode}}' side)" = "container:$id" ]
docker run -d --name third --net container:side base sleep 1000
docker exec third ip -4 -o addr show eth0
docker rm -f side
docker exec third ip -4 -o addr show eth0
