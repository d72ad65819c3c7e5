docker network create aaa
docker run -d --name web -p 8080:80 base httpd
docker network connect aaa web
docker network disconnect bridge web
docker exec web ip -4 -o addr
docker exec web ip route
docker port web
docker exec web cat /etc/hosts
docker network disconnect aaa web
docker exec web ip -4 -o addr
docker exec web ip route
docker network connect bridge web
docker exec web ip -4 -o addr
docker exec web ip route
docker port web
