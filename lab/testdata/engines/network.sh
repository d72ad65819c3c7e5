# differs: names that nobody has
docker network create net
docker network ls
docker run -d --name web --net net base httpd
docker run -d --name two --net net base sleep 1000
ready web 80
docker exec two wget -qO- http://web > /dev/null
docker exec two ping -c 1 web
docker exec two cat /etc/resolv.conf
docker exec two cat /etc/hosts
docker exec two ping -c 1 nobody
docker exec two ip route
docker network inspect -f '{{(index .IPAM.Config 0).Subnet}} {{(index .IPAM.Config 0).Gateway}} {{.Driver}} {{.Internal}}' net
