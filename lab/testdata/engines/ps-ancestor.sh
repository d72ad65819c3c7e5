# differs: every name is an image
docker create --name one base sleep 10
docker create --name two other:1.0 sleep 10
docker ps -a --filter ancestor=other:1.0 --format '{{.Names}}'
