ip netns add n1
ip -n n1 tuntap add t0 mode tun
ip netns exec n1 ip tuntap add t1 mode tap user root
ip -n n1 tuntap
ip netns exec n1 ip tuntap show
ip tuntap show
ip -n n1 addr add 192.0.2.1/24 dev t0
ip -n n1 link set t0 up
ip -n n1 -d addr show t0
ip -n n1 -d link show t1
ip -n n1 link set t1 netns 1
ip tuntap
ip -n n1 tuntap del t0 mode tun; echo $?
ip -n n1 tuntap
ip tuntap del t1 mode tap; echo $?
