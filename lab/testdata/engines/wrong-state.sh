docker run -d --name web base sleep 1000
docker rm web
docker exec web true
docker stop web
docker exec web true
docker kill web
docker kill -s NOSUCH web
docker attach web
docker start web
docker kill -s NOSUCH web
docker kill -s 0 web
docker rm web
