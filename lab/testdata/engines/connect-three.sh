docker network create mmm
docker network create zzz
docker run -d --name web --net mmm -p 8080:80 base httpd
docker network connect zzz web
docker network connect bridge web
docker exec web ip -4 -o addr
docker exec web ip route
docker network disconnect bridge web
docker exec web ip route
docker network disconnect mmm web
docker exec web ip route
docker port web
