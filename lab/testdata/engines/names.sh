docker run -d --name web base sleep 1000
docker create --name two base sleep 1000
id=$(docker inspect -f '{{.Id}}' web)
docker inspect -f '{{.Name}}' ${id:0:6}
docker inspect -f '{{.Name}}' /web
docker stop ${id:0:12}
docker ps -a --format '{{.Names}}'
docker start $id > /dev/null
