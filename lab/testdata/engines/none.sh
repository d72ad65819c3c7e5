docker run -d --name box --net none base sleep 1000
docker exec box ip -4 addr
docker exec box ip route
docker exec box ping -c 1 -W 1 172.17.0.1
docker exec box cat /etc/hosts
docker exec box hostname
docker exec box ls /sys/class/net
docker inspect -f '{{.NetworkSettings.IPAddress}}|{{range $k, $v := .NetworkSettings.Networks}}{{$k}} {{$v.IPAddress}}{{end}}' box
docker network inspect -f '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}' none
