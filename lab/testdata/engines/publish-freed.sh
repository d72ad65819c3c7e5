docker run -d --name one -p 8080:80 base httpd
docker rm -f one
docker run -d --name two -p 8080:80 base httpd
ready two 80
wget -qO- http://127.0.0.1:8080 > /dev/null
docker kill two
docker run -d --name three -p 8080:80 base httpd
docker start two
docker ps -a --format '{{.Names}} {{.State}} {{.Ports}}'
