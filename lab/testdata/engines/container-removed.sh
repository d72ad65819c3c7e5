docker run -d --name web base httpd
docker run -d --name side --net container:web base sleep 1000
docker rm -f web
docker exec side ip -o link
docker exec side ip -4 -o addr
docker exec side true
docker stop side
docker start side
docker inspect -f '{{.State.Status}}' side
docker ps -a --format '{{.Names}}'
