# A namespace that outlives the container for which it was made can be joined.
docker run -d --name first base sleep infinity
docker run -d --name second --net container:first base sleep infinity
docker rm -f first
docker run -d --name third --net container:second base sleep infinity
docker exec third ip -brief addr show
docker run -d --name fourth base sleep infinity
docker run -d --name fifth --net container:fourth base sleep infinity
docker restart -t 1 fourth
docker run -d --name sixth --net container:fifth base sleep infinity
docker exec sixth ip -brief addr show
docker run -d --name seventh --net container:fourth base sleep infinity
docker exec seventh ip -brief -4 addr show eth0
docker rm -f fifth fourth
docker exec sixth ip link show lo
