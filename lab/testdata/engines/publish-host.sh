docker run -d --name open --net host -p 8080:80 base sleep 1000
docker port open
docker ps --format '{{.Names}} {{.Ports}}'
