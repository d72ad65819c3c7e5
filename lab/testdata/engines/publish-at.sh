docker run -d --name bridged -p 172.17.0.1:8080:80 base httpd
docker run -d --name outward -p 203.0.113.1:8080:80 base httpd
ready bridged 80
ready outward 80
docker port bridged
docker port outward
wget -qO- http://172.17.0.1:8080 > /dev/null
wget -qO- http://203.0.113.1:8080 > /dev/null
wget -qO- -T 1 http://127.0.0.1:8080
