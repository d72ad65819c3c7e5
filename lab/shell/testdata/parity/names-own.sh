# Names of one's own in /etc/iproute2: read, written, in lists and as JSON, overridden, and behind a line that is none.
mkdir -p /run/ip2 && cp -r /etc/iproute2/. /run/ip2/ && mount --bind /run/ip2 /etc/iproute2
echo "200 vpn" >> /etc/iproute2/rt_tables
echo "0x64	hexed # a remark" >> /etc/iproute2/rt_tables
mkdir -p /etc/iproute2/rt_tables.d /etc/iproute2/rt_protos.d; echo "201 folder" > /etc/iproute2/rt_tables.d/x.conf; echo "202 not" > /etc/iproute2/rt_tables.d/x.txt
echo "77 myproto" >> /etc/iproute2/rt_protos
echo "4 fixed" >> /etc/iproute2/rt_protos
echo "250 near" >> /etc/iproute2/rt_scopes
echo "7 lan" >> /etc/iproute2/group
echo "0x04 mine" >> /etc/iproute2/rt_dsfield
echo "5 paris" >> /etc/iproute2/rt_realms
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up; ip link set v1 up
for dev in v0 v1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev v0 scope near
ip addr show dev v0 | grep -v "link.ether\|fe80\|lft"
ip addr show scope near | grep inet
ip link set v0 group lan; ip link show group lan | head -1
ip -N link show v0 | head -1; ip -j addr show v0 | grep -o '"group":"[a-z]*"\|"scope":"[a-z]*"'
ip route add 10.1.0.0/24 dev v0 table vpn proto myproto
ip route add 10.2.0.0/24 dev v0 table folder proto fixed
ip route add 10.3.0.0/24 dev v0 table hexed proto static
ip route add 10.3.0.0/24 dev v0 proto 4 tos mine
ip route add 10.4.0.0/24 dev v0 table not
ip route show table vpn; ip route show table 201; ip route show table all | grep -v local; ip -N route show table all | head -3
ip route; ip -j route show table vpn
ip route show proto myproto table all; ip route show tos mine
ip rule add from 10.0.0.1 lookup vpn proto myproto
ip rule add tos mine lookup hexed
ip rule; ip rule show table vpn; ip -j rule; ip -N rule
ip rule del lookup vpn
ip neigh add 10.0.0.7 lladdr 02:00:00:00:00:01 dev v0 proto myproto; ip neigh
ip route show table nowhere
ip route get 10.3.0.5 tos mine
echo "254 principal" >> /etc/iproute2/rt_tables
ip route show table principal; ip route show table main; ip rule
echo "junk" >> /etc/iproute2/rt_tables
echo "203 after" >> /etc/iproute2/rt_tables
ip route show table after; ip route show table vpn
printf 'route add 10.9.0.0/24 dev v0 table vpn\nroute show table vpn\nlink show group lan\n' | grep -v link/ > /run/lines
ip -batch /run/lines | grep -v link/
umount /etc/iproute2
