docker network create net
docker run -d --name one --net net -p 8080:80 base httpd
docker run -d --name two -p 8081:80/udp base httpd
docker rm -f one two
docker network rm net
ip -o -4 addr show
