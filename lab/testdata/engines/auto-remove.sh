docker run -d --rm --name brief base sleep 1000
docker exec brief true
docker stop brief
until ! docker inspect brief > /dev/null 2>&1; do sleep 0.02; done
docker ps -a --format '{{.Names}}'
docker run --rm --name brief base echo hi
docker run --rm --name brief base nothing
docker ps -a --format '{{.Names}}'
