docker run -d --name web -h shop base httpd
docker run -d --name side --net container:web base sleep 1000
ready web 80
docker exec side wget -qO- http://127.0.0.1
docker exec side hostname
docker exec side cat /etc/hosts
docker exec side cat /etc/hostname
docker exec side ip -4 -o addr show eth0
docker inspect -f '{{.NetworkSettings.IPAddress}}|{{len .NetworkSettings.Networks}}|{{.Config.Hostname}}' side
[ "$(docker exec side readlink /proc/self/ns/net)" = "$(docker exec web readlink /proc/self/ns/net)" ]
docker run --rm --net container:web base httpd
