docker run --rm -h shop base hostname
docker run --rm -h shop.example.org base cat /etc/hostname
docker run --rm -h shop.example.org base cat /etc/hosts
docker run --rm --hostname shop --add-host db:10.0.0.5 base cat /etc/hosts
docker run --rm --net none -h shop base cat /etc/hosts
docker run --rm --dns 203.0.113.53 base cat /etc/resolv.conf
docker run --rm --dns 203.0.113.53 --dns-search example.org --dns-opt ndots:2 base cat /etc/resolv.conf
docker run --rm --net host -h shop base hostname
docker run --rm -e A=1 -h shop base env
docker network create net
docker run --rm --net net --name web -h shop base cat /etc/hosts
