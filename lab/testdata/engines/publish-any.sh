docker run -d --name any -p 80 base httpd
docker run -d --name two -p 80 base httpd
ready any 80
docker port any
docker port any 80/tcp
docker inspect -f '{{json .HostConfig.PortBindings}}' any
