# Where the source is given, ping asks no route for it: what cannot be sent is lost, and nothing is said of it.
ip link set lo up
ip link add v0 type veth peer name v1; ip link set v0 up; ip link set v1 up; ip addr add 10.0.0.1/24 dev v0
say() {
  echo "## $*"
  ping -c 1 -W 0.2 "$@" 2>&1 | sed 's/time=.*/time/;s/, time .*//;s/ = .*ms$//;s/icmp_seq=1 ttl=.*//'
  echo "${PIPESTATUS[0]}"
}
say -I 127.0.0.1 8.8.8.8
say -I 10.0.0.1 255.255.255.255
say -I 10.0.0.1 0.0.0.0
say -I 10.0.0.7 8.8.8.8
say -I 0.0.0.0 127.0.0.1
say -b -I 10.0.0.1 10.0.0.255
say -b 10.0.0.255
say -b 10.0.0.1
say 10.0.0.255
say -6 -I ::1 2001:db8::1
for what in blackhole prohibit unreachable; do
  ip rule add from 10.0.0.1 $what pref 10
  say -I 10.0.0.1 8.8.8.8
  ip rule del pref 10
done
