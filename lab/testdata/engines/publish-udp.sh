docker run -d --name dns -p 5300:53/udp base sleep 1000
docker run -d --name both -p 5301:53/udp -p 5301:53/tcp base sleep 1000
docker port dns
docker port dns 53
docker port dns 53/udp
docker port both
docker ps --format '{{.Ports}}'
