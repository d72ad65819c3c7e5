sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
echo '# ip r ls'; ip r ls; echo $?
echo '# ip addr add 10.0.0.1/24 dev veth0'; ip addr add 10.0.0.1/24 dev veth0; echo $?
echo '# ip addr add 2001:db8::1/64 dev veth0 nodad'; ip addr add 2001:db8::1/64 dev veth0 nodad; echo $?
until [ "$(ip -6 route show table local 2001:db8::1)" ]; do :; done
echo '# ip r a default via 10.0.0.2'; ip r a default via 10.0.0.2; echo $?
echo '# ip r s'; ip r s; echo $?
echo '# ip r d default'; ip r d default; echo $?
echo '# ip r add 0/0 via 10.0.0.2'; ip r add 0/0 via 10.0.0.2; echo $?
echo '# ip route add 0.0.0.0/0 via 10.0.0.2 metric 0'; ip route add 0.0.0.0/0 via 10.0.0.2 metric 0; echo $?
echo '# ip route add default dev veth0 metric 9'; ip route add default dev veth0 metric 9; echo $?
echo '# ip route add 10.0.0.0/8 dev veth0 via 10.0.0.2'; ip route add 10.0.0.0/8 dev veth0 via 10.0.0.2; echo $?
echo '# ip route replace default via 10.0.0.3 dev veth0'; ip route replace default via 10.0.0.3 dev veth0; echo $?
echo '# ip route'; ip route; echo $?
echo '# ip route show 10.0.0.0/24'; ip route show 10.0.0.0/24; echo $?
echo '# ip route show cache'; ip route show cache; echo $?
echo '# ip route show cached'; ip route show cached; echo $?
echo '# ip route show table cache'; ip route show table cache; echo $?
echo '# ip route show default table all'; ip route show default table all; echo $?
echo '# ip route list match 10.1.1.1'; ip route list match 10.1.1.1; echo $?
echo '# ip route list exact default'; ip route list exact default; echo $?
echo '# ip route get 1.1.1.1'; ip route get 1.1.1.1; echo $?
echo '# ip route get 1.1.1.1 via 10.0.0.3'; ip route get 1.1.1.1 via 10.0.0.3; echo $?
echo '# ip route get 1.1.1.1 notify'; ip route get 1.1.1.1 notify; echo $?
echo '# ip route get 10.0.0.0'; ip route get 10.0.0.0; echo $?
echo '# ip route get 127.1'; ip route get 127.1; echo $?
echo '# ip route get 0'; ip route get 0; echo $?
echo '# ip route get ::'; ip route get ::; echo $?
echo '# ip route get 2001:db8::5'; ip route get 2001:db8::5; echo $?
echo '# ip route get 2001:db8::1'; ip route get 2001:db8::1; echo $?
echo '# ip route get ff02::1'; ip route get ff02::1; echo $?
echo '# ip route get ff02::1 oif veth0'; ip route get ff02::1 oif veth0; echo $?
echo '# ip route get fe80::5 oif veth0'; ip route get fe80::5 oif veth0; echo $?
echo '# ip route get fe80::5 dev veth0 from 2001:db8::1'; ip route get fe80::5 dev veth0 from 2001:db8::1; echo $?
echo '# ip route get 10.0.0.7 tos 0x10'; ip route get 10.0.0.7 tos 0x10; echo $?
echo '# ip route get 10.0.0.7 from 10.0.0.1 oif veth0'; ip route get 10.0.0.7 from 10.0.0.1 oif veth0; echo $?
echo '# ip route get 10.0.0.7 iif lo'; ip route get 10.0.0.7 iif lo; echo $?
echo '# ip route get fibmatch 2001:db8::5'; ip route get fibmatch 2001:db8::5; echo $?
echo '# ip route get fibmatch default'; ip route get fibmatch default; echo $?
echo '# ip route add 10.9.0.0/16 via 10.0.0.2 pref high'; ip route add 10.9.0.0/16 via 10.0.0.2 pref high; echo $?
echo '# ip route add 10.10.0.0/16 dev veth0 expires 100'; ip route add 10.10.0.0/16 dev veth0 expires 100; echo $?
echo '# ip -6 route add 2001:db8:9::/48 dev veth0 expires 100'; ip -6 route add 2001:db8:9::/48 dev veth0 expires 100; echo $?
echo '# ip -6 route show 2001:db8:9::/48 | sed "s/[0-9]*sec/Nsec/"'; ip -6 route show 2001:db8:9::/48 | sed 's/[0-9]*sec/Nsec/'; echo $?
echo '# ip route add multicast 224.5.5.5 dev veth0'; ip route add multicast 224.5.5.5 dev veth0; echo $?
echo '# ip route add nat 10.44.0.0/16 dev veth0'; ip route add nat 10.44.0.0/16 dev veth0; echo $?
echo '# ip route add anycast 10.45.0.1 dev veth0'; ip route add anycast 10.45.0.1 dev veth0; echo $?
echo '# ip -6 route add anycast 2001:db8:45::1 dev veth0'; ip -6 route add anycast 2001:db8:45::1 dev veth0; echo $?
echo '# ip -6 route add local 2001:db8:46::1 dev veth0'; ip -6 route add local 2001:db8:46::1 dev veth0; echo $?
echo '# ip -6 route add multicast ff05::/16 dev veth0'; ip -6 route add multicast ff05::/16 dev veth0; echo $?
echo '# ip -6 route show table all'; ip -6 route show table all; echo $?
echo '# ip route show table all'; ip route show table all; echo $?
echo '# ip route add prohibit default metric 4000'; ip route add prohibit default metric 4000; echo $?
echo '# ip route add unreachable default metric 5000'; ip route add unreachable default metric 5000; echo $?
echo '# ip -6 route add prohibit default metric 4000'; ip -6 route add prohibit default metric 4000; echo $?
echo '# ip -6 route add throw 2001:db8:47::/48'; ip -6 route add throw 2001:db8:47::/48; echo $?
echo '# ip -6 route'; ip -6 route; echo $?
echo '# ip route add 10.11.0.0/16 via 10.0.0.2 src 10.0.0.1 proto dhcp metric 100 mtu 1300'; ip route add 10.11.0.0/16 via 10.0.0.2 src 10.0.0.1 proto dhcp metric 100 mtu 1300; echo $?
echo '# ip route show proto dhcp'; ip route show proto dhcp; echo $?
echo '# ip route show proto dhcp src 10.0.0.1 metric 100 via 10.0.0.2 dev veth0'; ip route show proto dhcp src 10.0.0.1 metric 100 via 10.0.0.2 dev veth0; echo $?
echo '# ip route show src 10.0.0.0/24'; ip route show src 10.0.0.0/24; echo $?
echo '# ip route show via 10.0.0.2/32'; ip route show via 10.0.0.2/32; echo $?
echo '# ip route show type prohibit'; ip route show type prohibit; echo $?
echo '# ip route show type unicast scope link'; ip route show type unicast scope link; echo $?
echo '# ip route show scope global'; ip route show scope global; echo $?
echo '# ip route show scope all'; ip route show scope all; echo $?
echo '# ip route show proto all'; ip route show proto all; echo $?
echo '# ip route show table unspec'; ip route show table unspec; echo $?
echo '# ip route show table 0'; ip route show table 0; echo $?
echo '# ip route del prohibit default'; ip route del prohibit default; echo $?
echo '# ip route del unreachable default metric 5000'; ip route del unreachable default metric 5000; echo $?
echo '# ip route del default metric 9'; ip route del default metric 9; echo $?
echo '# ip route del 10.11.0.0/16 proto static'; ip route del 10.11.0.0/16 proto static; echo $?
echo '# ip route del 10.11.0.0/16 metric 100'; ip route del 10.11.0.0/16 metric 100; echo $?
echo '# ip route del 10.9.0.0/16 dev veth0'; ip route del 10.9.0.0/16 dev veth0; echo $?
echo '# ip route append default via 10.0.0.4'; ip route append default via 10.0.0.4; echo $?
echo '# ip route change default via 10.0.0.5'; ip route change default via 10.0.0.5; echo $?
echo '# ip route test default via 10.0.0.5'; ip route test default via 10.0.0.5; echo $?
echo '# ip route'; ip route; echo $?
echo '# ip -6 route append 2001:db8:50::/48 via 2001:db8::7'; ip -6 route append 2001:db8:50::/48 via 2001:db8::7; echo $?
echo '# ip -6 route append 2001:db8:50::/48 via 2001:db8::8'; ip -6 route append 2001:db8:50::/48 via 2001:db8::8; echo $?
echo '# ip -6 route replace 2001:db8:50::/48 via 2001:db8::9'; ip -6 route replace 2001:db8:50::/48 via 2001:db8::9; echo $?
echo '# ip -6 route change 2001:db8:51::/48 via 2001:db8::9'; ip -6 route change 2001:db8:51::/48 via 2001:db8::9; echo $?
echo '# ip -6 route add 2001:db8:52::/48 from 2001:db8::/64 via 2001:db8::9'; ip -6 route add 2001:db8:52::/48 from 2001:db8::/64 via 2001:db8::9; echo $?
echo '# ip -6 route show'; ip -6 route show; echo $?
echo '# ip -6 route show from 2001:db8::/64'; ip -6 route show from 2001:db8::/64; echo $?
echo '# ip -6 route flush root 2001:db8:50::/44'; ip -6 route flush root 2001:db8:50::/44; echo $?
echo '# ip -6 route flush dev veth0'; ip -6 route flush dev veth0; echo $?
echo '# ip -6 route'; ip -6 route; echo $?
echo '# ip route flush dev veth0 proto kernel'; ip route flush dev veth0 proto kernel; echo $?
echo '# ip route flush scope global'; ip route flush scope global; echo $?
echo '# ip route flush type unicast'; ip route flush type unicast; echo $?
echo '# ip route'; ip route; echo $?
echo '# ip -6 route flush table all'; ip -6 route flush table all; echo $?
echo '# ip route flush table all'; ip route flush table all; echo $?
echo '# ip route show table all'; ip route show table all; echo $?
echo '# ip -6 route show table all'; ip -6 route show table all; echo $?
