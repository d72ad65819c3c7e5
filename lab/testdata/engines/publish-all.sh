docker run -d --name web -P --expose 80 --expose 53/udp base httpd
docker port web
docker inspect -f '{{json .Config.ExposedPorts}} {{.HostConfig.PublishAllPorts}}' web
