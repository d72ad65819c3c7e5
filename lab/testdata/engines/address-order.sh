docker run -d --name one base sleep 1000
docker run -d --name two base sleep 1000
docker rm -f one
docker run -d --name three base sleep 1000
docker exec two true
docker stop two
docker run -d --name four base sleep 1000
docker start two
docker inspect -f '{{.Name}} {{.NetworkSettings.IPAddress}} {{.NetworkSettings.MacAddress}}' two three four
