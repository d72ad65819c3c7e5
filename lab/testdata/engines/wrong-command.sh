docker run --name one base nothing
docker run --name two base /nothing
docker run --name three base /etc
docker run --name four base /etc/hosts
docker run -d --name five base nothing
docker ps -a --format '{{.Names}} {{.State}}'
docker inspect -f '{{.State.ExitCode}} {{.State.Error}}' one four
docker run -d --name box base sleep 1000
docker exec box nothing
docker exec box /etc
docker exec box /etc/hosts
docker exec -w /nowhere box pwd
docker run --rm -w relative base pwd
