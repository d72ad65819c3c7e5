docker run -d --name web base httpd
docker run -d --name side --net container:web base sleep 1000
docker exec web true
docker stop web
docker exec side ip -o link
docker start web
docker exec side ip -o link
docker exec web ip -4 -o addr show eth0
