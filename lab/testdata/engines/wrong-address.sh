docker network create --subnet 10.1.0.0/24 net
docker network create free
docker run -d --name one --net net --ip 10.1.0.5 base sleep 1000
docker run -d --name two --net net --ip 10.1.0.5 base sleep 1000
docker run -d --name three --net net --ip 10.2.0.5 base sleep 1000
docker run -d --name four --net net --ip 10.1.0.1 base sleep 1000
docker run -d --name five --net net --ip 10.1.0.0 base sleep 1000
docker run -d --name six --net net --ip 10.1.0.255 base sleep 1000
docker run -d --name seven --net net --ip nonsense base sleep 1000
docker run -d --name eight --net free --ip 172.18.0.9 base sleep 1000
docker run -d --name nine --ip 172.17.0.9 base sleep 1000
docker run -d --name ten --net none --ip 172.17.0.9 base sleep 1000
docker run -d --name eleven --net host --ip 172.17.0.9 base sleep 1000
docker ps -a --format '{{.Names}} {{.State}}'
