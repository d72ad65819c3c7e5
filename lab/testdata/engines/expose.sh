docker run -d --name web --expose 80 --expose 8000-8002 base httpd
docker ps --format '{{.Ports}}'
docker port web
docker inspect -f '{{json .NetworkSettings.Ports}}' web
docker inspect -f '{{json .Config.ExposedPorts}}' web
