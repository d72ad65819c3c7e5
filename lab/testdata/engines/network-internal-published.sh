docker network create --internal closed
docker run -d --name inside --net closed -p 8080:80 base httpd
docker port inside
docker ps --format '{{.Names}} {{.Ports}}'
docker network connect bridge inside
docker exec inside ip route
docker port inside
