docker run -d --name web -p 8080:80 base httpd
docker run -d --name local -p 127.0.0.1:8081:80 base httpd
ready web 80
ready local 80
docker port web
docker port local
docker port local 80
wget -qO- http://127.0.0.1:8080
wget -qO- http://127.0.0.1:8081
docker ps
