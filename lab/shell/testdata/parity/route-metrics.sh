ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip link set v1 up
ip route add 10.1.0.0/24 dev v0 mtu 1400 window 1000 rtt 100 rttvar 50 ssthresh 5 cwnd lock 6 advmss 1300 reordering 3 hoplimit 9 initcwnd 10 initrwnd 11 rto_min 5 quickack 1 features ecn congctl cubic fastopen_no_cookie 1; echo $?
ip route add 10.1.1.0/24 dev v0 mtu lock 1400 window lock 1000 rtt lock 100ms rttvar lock 1.5s ssthresh lock 5 advmss lock 1300 reordering lock 3 hoplimit lock 9 initcwnd lock 10 initrwnd lock 11 congctl lock reno; echo $?
ip route add 10.1.2.0/24 dev v0 rtt 1s rto_min 2s; echo $?
ip route add 10.1.3.0/24 dev v0 rtt 1.1ms rttvar 0x10MSEC rto_min 0.5; echo $?
ip route add 10.1.4.0/24 dev v0 rtt 2.5secs rttvar 1sec rto_min 1500ms; echo $?
ip route add 10.1.5.0/24 dev v0 rt 3s co reno f ecn fa 0 q 0; echo $?
ip route add 10.1.6.0/24 dev v0 rtt 8 rttvar 010 rto_min 0; echo $?
ip route add 10.1.7.0/24 dev v0 features ecn features ecn mtu 1400 mtu 1300; echo $?
ip -6 route add 2001:db8::/64 dev v0 rtt 10ms hoplimit 3 congctl cubic metric 5; echo $?
ip route
ip -j route
ip -j -p route show 10.1.1.0/24
ip -s -d route show 10.1.0.0/24
ip -6 route show 2001:db8::/64
ip route change 10.1.2.0/24 dev v0 rto_min 5ms; echo $?
ip route show 10.1.2.0/24
ip route get 10.1.0.5
ip route get 10.1.1.5
ip route del 10.1.0.0/24 congctl cubic; echo $?
ip route del 10.1.1.0/24 rtt 9; echo $?
ip route
