docker network create --subnet 10.1.0.0/24 net
docker network create other
docker run -d --name web base httpd
docker run -d --name two --net other base sleep 1000
docker network connect --ip 10.1.0.9 --alias shop net web
docker network connect net two
docker exec two ping -c 1 shop
docker exec two ping -c 1 web
docker inspect -f '{{json .NetworkSettings.Networks.net.IPAMConfig}} {{json .NetworkSettings.Networks.net.Aliases}}' web
docker exec web true
docker restart web
docker exec web ip -4 -o addr
