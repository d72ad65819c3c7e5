docker run -p abc base
docker run -p 70000:80 base
docker run -p 300.0.0.1:80:80 base
docker run -p 80:80/xyz base
docker run -p 80-81:80-82 base
docker run --expose aa base
docker run -p 80: base
docker ps -aq
