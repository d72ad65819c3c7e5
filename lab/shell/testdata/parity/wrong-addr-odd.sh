sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
echo '# ip a ls'; ip a ls; echo $?
echo '# ip a lst'; ip a lst; echo $?
echo '# ip addr li'; ip addr li; echo $?
echo '# ip addr sh'; ip addr sh; echo $?
echo '# ip addr s veth0'; ip addr s veth0; echo $?
echo '# ip addr add 10.0.0.1/24 veth0'; ip addr add 10.0.0.1/24 veth0; echo $?
echo '# ip addr add 10.0.0.1/24 dev veth0'; ip addr add 10.0.0.1/24 dev veth0; echo $?
echo '# ip addr add 10.0.0.2/24 dev veth0'; ip addr add 10.0.0.2/24 dev veth0; echo $?
echo '# ip addr add 10.0.0.3/25 dev veth0'; ip addr add 10.0.0.3/25 dev veth0; echo $?
echo '# ip addr add dev veth0 10.0.1.1/24 brd 10.0.1.255 label veth0:1'; ip addr add dev veth0 10.0.1.1/24 brd 10.0.1.255 label veth0:1; echo $?
echo '# ip addr add 10.0.2.1/24 broadcast 10.0.2.255 dev veth0 scope global'; ip addr add 10.0.2.1/24 broadcast 10.0.2.255 dev veth0 scope global; echo $?
echo '# ip addr add 10.0.4.1/24 dev veth0 to 10.0.4.0'; ip addr add 10.0.4.1/24 dev veth0 to 10.0.4.0; echo $?
echo '# ip a show dev veth0 scope global up'; ip a show dev veth0 scope global up; echo $?
echo '# ip a show veth0 permanent primary'; ip a show veth0 permanent primary; echo $?
echo '# ip a show veth0 secondary'; ip a show veth0 secondary; echo $?
echo '# ip a show dynamic'; ip a show dynamic; echo $?
echo '# ip -4 -o a show veth0'; ip -4 -o a show veth0; echo $?
echo '# ip -4 -br a show veth0'; ip -4 -br a show veth0; echo $?
echo '# ip -o link show veth0'; ip -o link show veth0; echo $?
echo '# ip addr show up type veth'; ip addr show up type veth; echo $?
echo '# ip addr show up scope host'; ip addr show up scope host; echo $?
echo '# ip addr show dev veth0 type bridge'; ip addr show dev veth0 type bridge; echo $?
echo '# ip -o addr show dev veth0 type bridge'; ip -o addr show dev veth0 type bridge; echo $?
echo '# ip -o -br addr show up'; ip -o -br addr show up; echo $?
echo '# ip addr show nomaster dev veth0'; ip addr show nomaster dev veth0; echo $?
echo '# ip addr show label lo'; ip addr show label lo; echo $?
echo '# ip addr show label "v*"'; ip addr show label 'v*'; echo $?
echo '# ip addr show label veth0 dev lo'; ip addr show label veth0 dev lo; echo $?
echo '# ip -6 addr show label "v*"'; ip -6 addr show label 'v*'; echo $?
echo '# ip -6 addr show type veth'; ip -6 addr show type veth; echo $?
echo '# ip -6 addr show group default'; ip -6 addr show group default; echo $?
echo '# ip -6 addr show up'; ip -6 addr show up; echo $?
echo '# ip -6 addr show master lo'; ip -6 addr show master lo; echo $?
echo '# ip -6 -br addr'; ip -6 -br addr; echo $?
echo '# ip -6 -o addr'; ip -6 -o addr; echo $?
echo '# ip addr del 10.0.0.1/24 dev veth0'; ip addr del 10.0.0.1/24 dev veth0; echo $?
echo '# ip addr show veth0'; ip addr show veth0; echo $?
echo '# ip addr del 10.0.0.3 dev veth0'; ip addr del 10.0.0.3 dev veth0; echo $?
echo '# ip addr del 10.0.1.1/24 dev veth0 label veth0:1'; ip addr del 10.0.1.1/24 dev veth0 label veth0:1; echo $?
echo '# ip addr del local 10.0.2.1/24 dev veth0'; ip addr del local 10.0.2.1/24 dev veth0; echo $?
echo '# ip -4 addr show veth0'; ip -4 addr show veth0; echo $?
echo '# ip addr add 10.0.0.9/24 dev if1'; ip addr add 10.0.0.9/24 dev if1; echo $?
echo '# ip addr show if1'; ip addr show if1; echo $?
echo '# ip addr show if99'; ip addr show if99; echo $?
echo '# ip addr show dev if3'; ip addr show dev if3; echo $?
echo '# ip addr add 10.5.0.1/24 dev veth0 nodad noprefixroute'; ip addr add 10.5.0.1/24 dev veth0 nodad noprefixroute; echo $?
echo '# ip route'; ip route; echo $?
echo '# ip addr add 10.6.0.1/24 dev veth0 metric 0'; ip addr add 10.6.0.1/24 dev veth0 metric 0; echo $?
echo '# ip addr show veth0'; ip addr show veth0; echo $?
echo '# ip addr flush dev veth0 to 10.6/16'; ip addr flush dev veth0 to 10.6/16; echo $?
echo '# ip addr flush up to 10.5/16'; ip addr flush up to 10.5/16; echo $?
echo '# ip addr flush dev lo permanent'; ip addr flush dev lo permanent; echo $?
echo '# ip addr flush dev lo'; ip addr flush dev lo; echo $?
echo '# ip addr show'; ip addr show; echo $?
echo '# ip addr flush type veth'; ip addr flush type veth; echo $?
echo '# ip addr flush master lo'; ip addr flush master lo; echo $?
echo '# ip addr add 10.7.0.1/24 dev veth0 home help'; ip addr add 10.7.0.1/24 dev veth0 home help; echo $?
echo '# ip addr add 10.7.0.1 peer 10.7.0.1 dev veth0'; ip addr add 10.7.0.1 peer 10.7.0.1 dev veth0; echo $?
echo '# ip addr add 10.7.0.1 peer 10.7.0.1/24 dev veth0'; ip addr add 10.7.0.1 peer 10.7.0.1/24 dev veth0; echo $?
echo '# ip addr add any dev veth0'; ip addr add any dev veth0; echo $?
echo '# ip addr add default dev veth0'; ip addr add default dev veth0; echo $?
echo '# ip addr add 10.7.0.5/24 brd any dev veth0'; ip addr add 10.7.0.5/24 brd any dev veth0; echo $?
echo '# ip addr add 0/0 dev veth0'; ip addr add 0/0 dev veth0; echo $?
echo '# ip addr add 10.8.0.1/24 anycast 10.8.0.7 dev veth0'; ip addr add 10.8.0.1/24 anycast 10.8.0.7 dev veth0; echo $?
echo '# ip -4 addr show veth0'; ip -4 addr show veth0; echo $?
