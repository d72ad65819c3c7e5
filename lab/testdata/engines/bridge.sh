docker run -d --name web base httpd
docker run -d --name two base sleep 1000
ready web 80
docker exec two wget -qO- 172.17.0.2
docker exec two ping -c 1 172.17.0.2
docker exec web cat /etc/hosts
docker exec two ip route
docker exec two ip -4 addr show eth0
docker ps
