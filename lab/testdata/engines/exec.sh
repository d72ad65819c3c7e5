docker run -d --name box -e A=1 -e B=two base sleep 1000
docker exec box echo hello
docker exec box sh -c 'exit 9'
docker exec -e C=3 box env | grep -v HOSTNAME
echo text | docker exec -i box cat
docker exec -d box sleep 1000
docker exec -w /etc box pwd
docker exec box sh -c 'echo $A$B'
docker exec box ps | wc -l
