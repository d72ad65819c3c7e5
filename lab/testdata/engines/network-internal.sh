docker network create --internal closed
docker run -d --name inside --net closed base httpd
docker run -d --name other --net closed base sleep 1000
docker run -d --name out base httpd
ready inside 80
docker exec inside ip route
docker exec other wget -qO- http://inside > /dev/null
docker exec inside ping -c 1 -W 1 203.0.113.2
docker network inspect -f '{{.Internal}}' closed
