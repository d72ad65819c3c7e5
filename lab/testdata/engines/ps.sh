docker run -d --name web -l kind=shop -p 8080:80 base httpd
docker run -d --name two --net none base sleep 1000
docker create --name three other:1.0 sleep 10
docker ps
docker ps -a
docker ps -q | wc -l
docker ps -n 1 --format '{{.Names}}'
docker ps --filter name=we --format '{{.Names}} {{.Networks}}'
docker ps -a --filter status=created --format '{{.Names}} {{.Image}}'
docker ps --filter label=kind=shop --format '{{.Names}} {{.Labels}}'
docker ps --filter network=none --format '{{.Names}}'
docker ps --filter publish=8080 --format '{{.Names}}'
docker ps --filter expose=80 --format '{{.Names}}'
docker ps --filter id=$(docker ps -q --filter name=two) --format '{{.Names}}'
docker ps -a --filter before=three --format '{{.Names}}'
docker ps -a --filter since=web --format '{{.Names}}'
docker ps -a --filter is-task=false --filter volume=x --format '{{.Names}}'
docker ps --format 'table {{.Names}}\t{{.Command}}\t{{.Ports}}'
docker create --name quoted base sh -c 'echo "a b"' x
docker ps -a --no-trunc --filter name=quoted --format '{{.Command}}'
docker ps -a --filter name=quoted --format '{{.Command}}'
docker run --rm base ls -l /.dockerenv | cut -c 1-10
