docker run --name tale base sh -c 'echo one; echo two; echo three'
docker logs tale
docker logs -n 1 tale
docker run --name err base sh -c 'echo one >&2; exit 1'
docker logs err
docker run -d --name quiet base sleep 1000
docker logs quiet
docker start -a tale | wc -l
docker logs tale 2>/dev/null | wc -l
