# differs: names that nobody has
docker network create red
docker network create blue
docker run -d --name ruby --net red base httpd
docker run -d --name navy --net blue base httpd
docker run -d --name plain base httpd
docker exec ruby ping -c 1 -W 1 navy
docker exec ruby ip route
