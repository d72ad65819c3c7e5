docker network create net
docker network create net
docker network create bridge
docker network create host
docker network create none
docker network create -d nothing other
docker network create ''
docker network create 'a b'
docker network rm bridge
docker network rm host none
docker network rm nosuch
docker network inspect nosuch
docker run -d --name lost --net nosuch base sleep 1000
docker ps -a --format '{{.Names}} {{.State}}'
docker network ls --format '{{.Name}}'
docker run --net bridge --net none base true 2> /dev/null
docker create --net bridge --net none base 2> /dev/null
