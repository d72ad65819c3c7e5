ip link add v0 type veth peer name v1
ip link set v0 up
for words in 'rtt' 'rtt lock' 'rtt x' 'rtt 5x' 'rtt 1m' 'rtt .' 'rtt 1.2.3' 'rtt 08' 'rttvar' 'rttvar x' 'rttvar 5 ms' 'rto_min' 'rto_min lock' 'rto_min lock 5' 'rto_min x' 'features' 'features x' 'features 1' 'features ecn foo' 'congctl' 'congctl lock' 'congctl nosuch' 'fastopen_no_cookie 2' 'fastopen_no_cookie x' 'fastopen_no_cookie lock 1' 'fastopen_no_cookie' 'quickack 2' 'quickack lock 1' 'hoplimit 256' 'mtu x' 'window' 'ssthresh lock' 'initrwnd y' 'rt' 'r 5 x'; do
  echo "$words"
  ip route add 10.1.0.0/24 dev v0 $words; echo $?
done
ip route add 10.2.0.0/24 dev v0 congctl ''; echo $?
ip route
