docker run -d --name alone --net none -p 8080:80 base sleep 1000
docker port alone
docker inspect -f '{{json .NetworkSettings.Ports}}' alone
docker ps --format '{{.Names}} {{.Ports}}'
