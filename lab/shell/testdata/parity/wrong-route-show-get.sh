sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
ip addr add 10.0.0.1/24 dev veth0
ip route show table 123; echo $?
ip route show dev bogus; echo $?
ip route show iif bogus; echo $?
ip route show vrf bogus; echo $?
ip -6 route show table 123; echo $?
ip route flush table 123; echo $?
ip route flush dev bogus; echo $?
ip route flush bogus; echo $?
ip route get 192.0.2.1; echo $?
ip route get 192.0.2.1 dev bogus; echo $?
ip route get 10.0.0.2 from 10.7.7.7; echo $?
ip route get 10.0.0.2 iif veth0; echo $?
ip route get 10.0.0.2 from 10.0.0.9 iif veth0; echo $?
ip route get 10.0.0.2/24; echo $?
ip route get 10.0.0.2 mark x; echo $?
ip route get 10.0.0.2 uid x; echo $?
ip route get default; echo $?
ip -6 route get 10.0.0.2; echo $?
ip -4 route get ::1; echo $?
ip -6 route get 2001:db8::1; echo $?
ip route get fibmatch 192.0.2.1; echo $?
ip route get to; echo $?
ip route get 0.0.0.0; echo $?
ip route get 255.255.255.255; echo $?
for from in default any all 0/0 ::/0; do
	ip route get 127.0.0.1 from $from; echo $?
	ip route get ::1 from $from; echo $?
	ip route get from $from 127.0.0.1; echo $?
	ip -4 route get from $from 127.0.0.1; echo $?
	ip -6 route get from $from ::1; echo $?
done
