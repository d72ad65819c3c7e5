docker network create red
docker network create blue
docker run -d --name ruby --net red -p 8080:80 base httpd
docker run -d --name navy --net blue -p 127.0.0.1:8081:80 base httpd
docker run -d --name plain -p 8082:80 base httpd
