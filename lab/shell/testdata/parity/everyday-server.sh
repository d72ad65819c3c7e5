for ns in client server; do ip netns add $ns; done
ip link add c type veth peer name s
ip link set c netns client; ip link set s netns server
in_ns() { local ns=$1; shift; ip netns exec "$ns" "$@"; }
in_ns client ip addr add 10.0.0.1/24 dev c; in_ns client ip link set c up
in_ns server ip addr add 10.0.0.2/24 dev s; in_ns server ip link set s up
in_ns server bash -c 'while :; do echo -e "HTTP/1.0 200 OK\r\n\r\nhello $(hostname | wc -l)" | nc -l -N 10.0.0.2 80 >/dev/null; done' &
srv=$!
for i in $(seq 50); do in_ns server ss -Hltn 'sport = :80' | grep -q . && break; sleep 0.1; done
in_ns client bash -c 'exec 3<>/dev/tcp/10.0.0.2/80; printf "GET / HTTP/1.0\r\n\r\n" >&3; cat <&3' | tail -1
kill $srv; wait $srv 2>/dev/null; echo "server: $?"
