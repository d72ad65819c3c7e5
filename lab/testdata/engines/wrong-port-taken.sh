nc -lk 8080 &
until nc -z 127.0.0.1 8080; do sleep 0.02; done
docker run -d --name one -p 8080:80 base httpd
docker ps -a --format '{{.Names}} {{.State}}'
docker run -d --name two -p 203.0.113.77:8080:80 base httpd
docker ps -a --format '{{.Names}} {{.State}}'
