# differs: names that nobody has
docker network create net
docker run -d --name one --net net base sleep 1000
docker run -d --name two --net net base sleep 1000
docker exec one ping -c 1 two
docker network disconnect net two
docker exec one ping -c 1 -W 1 two
docker network connect --alias again net two
docker exec one ping -c 1 again
docker exec two cat /etc/resolv.conf
