docker run --rm base true
docker run --rm base false
docker run --rm base sh -c 'exit 42'
docker run --rm base sh -c 'echo out; echo err >&2; exit 3'
docker run --name gone base sh -c 'exit 7'
docker inspect -f '{{.State.ExitCode}}' gone
docker wait gone
docker start -a gone
docker ps -a --format '{{.Names}}'
docker ps -a --filter exited=7 --format '{{.Names}} {{.Image}}'
docker run -d --name killed base sleep 1000
docker exec killed true
docker kill -s TERM killed > /dev/null
docker wait killed
