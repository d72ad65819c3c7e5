docker network create --subnet 10.1.0.0/29 tiny
docker run -d --name c2 --net tiny base sleep 1000
docker run -d --name c3 --net tiny base sleep 1000
docker run -d --name c4 --net tiny base sleep 1000
docker run -d --name c5 --net tiny base sleep 1000
docker run -d --name c6 --net tiny base sleep 1000
docker run -d --name c7 --net tiny base sleep 1000
docker ps -a --filter status=created --format '{{.Names}}'
docker rm -f c3
docker start c7
docker inspect -f '{{.NetworkSettings.Networks.tiny.IPAddress}}' c7
