docker network create --subnet 10.1.0.0/24 net
docker network create --subnet 10.1.0.0/24 same
docker network create --subnet 10.1.0.128/25 part
docker network create --subnet 10.0.0.0/8 whole
docker network create --subnet 172.17.0.0/16 taken
docker network create --subnet 203.0.113.0/24 wan
docker network create --subnet 10.2.0.0/24 --gateway 10.3.0.1 gateway
docker network create --subnet 10.2.0.0/24 --ip-range 10.3.0.0/24 range
docker network create --subnet 10.2 short
docker network create --subnet nonsense words
docker network create --gateway 10.2.0.1 alone
docker network create --subnet 10.2.0.0/33 long
docker network create --subnet 10.4.0.0/31 narrow
docker network create --subnet 10.5.0.0/32 narrower
docker network ls --format '{{.Name}}'
