docker network create aaa
docker run -d --name web -p 8080:80 base httpd
ready web 80
docker network connect --alias other --alias one aaa web
docker exec web ip -4 -o addr
docker exec web ip route
docker exec web cat /etc/hosts
docker port web
wget -qO- http://127.0.0.1:8080 > /dev/null
docker network inspect -f '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}' aaa bridge
docker exec web true
docker restart web
docker exec web ip -4 -o addr
docker exec web ip route
docker exec web cat /etc/hosts
