docker network create net
docker run -d --name web --net net base httpd
docker network rm net
docker exec web true
docker stop web
docker network rm net
docker start web
docker rm web
docker network ls --format '{{.Name}}'
docker network create net
docker network prune -f
