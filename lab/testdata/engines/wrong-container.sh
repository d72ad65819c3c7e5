docker inspect nobody
docker stop nobody
docker kill nobody
docker start nobody
docker restart nobody
docker rm nobody
docker rm -f nobody
docker logs nobody
docker exec nobody true
docker port nobody
docker wait nobody
docker attach nobody
docker network connect bridge nobody
docker network disconnect bridge nobody
