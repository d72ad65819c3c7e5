docker run -d --name web -p 8080:80 base httpd
ready web 80
kill -9 $(docker inspect -f '{{.State.Pid}}' web)
docker wait web
docker ps -a --format '{{.Names}} {{.State}} {{.Ports}}'
ip -o link show type veth | wc -l
