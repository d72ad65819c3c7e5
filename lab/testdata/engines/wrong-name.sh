docker run -d --name web base sleep 1000
docker run -d --name web base sleep 1000
docker create --name web base sleep 1000
docker run -d --name x base sleep 1000
docker run -d --name 'a b' base sleep 1000
docker run -d --name /web base sleep 1000
