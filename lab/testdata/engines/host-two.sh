docker run -d --name one --net host base httpd -p 8000
ready one 8000
docker run --name two --net host base httpd -p 8000
docker ps -a --format '{{.Names}} {{.State}}'
docker rm -f one
docker start two
ready two 8000
