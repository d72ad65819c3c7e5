docker network create net
docker run -d --name web base httpd
docker run -d --name alone --net none base sleep 1000
docker run -d --name open --net host base sleep 1000
docker run -d --name side --net container:web base sleep 1000
docker network connect bridge web
docker network connect nosuch web
docker network connect host web
docker network connect none web
docker network connect net alone
docker network connect net open
docker network connect net side
docker network connect --ip 172.18.0.9 net web
docker network disconnect net web
docker network disconnect nosuch web
docker network disconnect none alone
docker network disconnect host open
docker network disconnect bridge side
