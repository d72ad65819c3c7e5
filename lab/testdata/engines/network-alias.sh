docker network create net
docker run -d --name web --net net --network-alias shop --network-alias store base httpd
docker run -d --name two --net net base sleep 1000
docker exec two ping -c 1 shop
docker exec two ping -c 1 store
docker exec two ping -c 1 $(docker exec web hostname)
docker inspect -f '{{json .NetworkSettings.Networks.net.Aliases}}' web
