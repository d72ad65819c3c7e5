docker run -d --name range -p 7000-7002:80-82 base httpd
docker run -d --name first -p 7001-7005:80 base httpd
ready range 80
docker port range
docker port first
docker ps --format '{{.Names}} {{.Ports}}'
