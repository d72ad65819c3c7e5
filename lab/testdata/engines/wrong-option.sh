docker run --nosuch base
docker run
docker nosuch
docker run --net
docker run -d --mac-address nonsense base
docker run -d --network-alias a --name lone base sleep 1000
docker run -d --net host --name open --network-alias a base sleep 1000
docker run -d --net host --name addressed --mac-address 02:42:00:00:00:01 base sleep 1000
docker run -d --name bad -h 'bad name!' base sleep 1000
docker run -d --rm --restart always base
docker run --dns nonsense base
docker run --add-host nonsense base
docker run Base
docker run base:
docker ps -a --format '{{.State}}' | sort
