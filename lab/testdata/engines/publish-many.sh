docker run -d --name web -p 8080:80 -p 127.0.0.1:8081:80 -p 8443:443 --expose 9000 base httpd
ready web 80
docker port web
docker port web 80
docker port web 443
docker ps --format '{{.Ports}}'
docker exec web true
docker stop web
docker port web
docker start web
docker port web
