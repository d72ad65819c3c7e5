# differs: fields of the API
docker network create aaa
docker create --name web base httpd
docker network connect aaa web
docker inspect -f '{{json .NetworkSettings.Networks.aaa}}' web
docker start web
docker exec web ip -4 -o addr
docker exec web ip route
docker exec web true
docker stop web
docker network disconnect aaa web
docker network disconnect bridge web
docker start web
docker exec web ip -4 -o addr
