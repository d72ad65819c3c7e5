docker run -d --name open --net host base httpd -p 8000
docker exec open ip -4 -o addr show docker0
docker exec open hostname > /dev/null
until wget -qO- http://127.0.0.1:8000 > /dev/null 2>&1; do sleep 0.02; done
wget -qO- http://203.0.113.1:8000 > /dev/null
docker inspect -f '{{.HostConfig.NetworkMode}} {{.NetworkSettings.IPAddress}} {{json .NetworkSettings.Ports}}' open
[ "$(docker exec open readlink /proc/self/ns/net)" = "$(readlink /proc/self/ns/net)" ]
[ "$(docker exec open cat /etc/hostname)" = "$(docker inspect -f '{{.Config.Hostname}}' open)" ]
docker network inspect -f '{{range .Containers}}{{.Name}}{{end}}' host
docker ps
