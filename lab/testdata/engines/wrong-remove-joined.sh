docker network create net
docker run -d --name web --net net -p 8080:80 base httpd
docker run -d --name side --net container:web base sleep 1000
docker network rm net
docker rm -f web
docker network rm net
docker exec side ip -o link
docker start side
docker network ls --format '{{.Name}}'
