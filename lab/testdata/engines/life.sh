docker create --name box base sleep 1000
docker ps -a --format '{{.Names}} {{.State}} {{.Status}}'
docker start box
docker start box
docker exec box true
docker stop box
docker exec box true
docker stop box
docker ps -a --format '{{.Names}} {{.State}}'
docker inspect -f '{{.State.ExitCode}} {{.State.Status}}' box
docker start box
docker kill box
docker inspect -f '{{.State.ExitCode}} {{.State.Status}}' box
docker exec box true
docker restart box
docker rm box
docker rm -f box
docker rm -f box
docker rm box
