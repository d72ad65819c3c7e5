docker run -d --name web -p 127.0.0.1:8080:80 -e A=1 -l k=v base httpd
docker inspect -f '{{.Path}} {{json .Args}} {{json .Config.Cmd}} {{json .Config.Env}} {{json .Config.Labels}}' web
docker inspect -f '{{json .NetworkSettings.Ports}}' web
docker inspect -f '{{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}' web
docker inspect -f '{{.State.Running}} {{.State.Status}} {{.RestartCount}} {{.Name}}' web
docker inspect -f '{{.HostConfig.NetworkMode}} {{.HostConfig.AutoRemove}} {{.HostConfig.Privileged}} {{json .HostConfig.Dns}}' web
docker inspect -f '{{range .NetworkSettings.Networks}}{{.Gateway}} {{.IPPrefixLen}}{{end}}' web
docker network inspect -f '{{json .Options}} {{json .Labels}} {{.Scope}}' bridge
docker network inspect -f '{{.Driver}} {{json .IPAM.Config}}' host none
