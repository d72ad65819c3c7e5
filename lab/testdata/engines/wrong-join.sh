docker run -d --name web base httpd
docker create --name still base sleep 1000
docker run -d --name one --net container:nobody base sleep 1000
docker run -d --name two --net container:still base sleep 1000
docker run -d --name three --net container:web -h shop base sleep 1000
docker run -d --name four --net container:web -p 80:80 base sleep 1000
docker run -d --name five --net container:web --expose 80 base sleep 1000
docker run -d --name six --net container:web --mac-address 02:42:00:00:00:01 base sleep 1000
docker run -d --name seven --net container:web --dns 203.0.113.53 base sleep 1000
docker run -d --name eight --net container:web --add-host a:10.0.0.1 base sleep 1000
docker run -d --name nine --net container:web --ip 172.17.0.9 base sleep 1000
docker run -d --name ten --net container: base sleep 1000
docker ps -a --format '{{.Names}} {{.State}}'
