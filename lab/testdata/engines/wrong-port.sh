docker run -d --name one -p 8080:80 base httpd
docker run -d --name two -p 8080:80 base httpd
docker ps -a --format '{{.Names}} {{.State}}'
docker run -d --name three -p 127.0.0.1:8080:80 base httpd
docker run -d --name four -p 8081:80 -p 8081:81 base httpd
docker run -d --name five -p 8080:80/udp base httpd
docker rm -f one
docker start two
docker port two
docker port two 81
docker port two 80/udp
docker port two x
