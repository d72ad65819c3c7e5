docker run -d --name one base sleep 1000
docker rm -f nobody one other
docker run -d --name two base sleep 1000
docker exec two true
docker stop nobody two
docker start two nobody
docker inspect -f '{{.Name}}' two nobody
docker inspect -f '{{.Nothing}}' two
docker inspect -f '{{.Name' two
docker network inspect bridge nosuch -f '{{.Name}}'
docker network rm nosuch bridge
