ip link add v0 type veth peer name v1
ip link set v0 up
fill() {
  ip addr add 10.0.0.1/24 dev v0 2>/dev/null
  ip addr add 10.0.0.2/24 brd + dev v0 2>/dev/null
  ip addr add 10.0.1.1/24 dev v1 label v1:x 2>/dev/null
  ip addr add 10.0.2.1 peer 10.0.2.2/30 dev v1 valid_lft 1000000 preferred_lft 0 2>/dev/null
}
fill; ip -s addr flush dev v0; echo $?
fill; ip -s -s -4 addr flush; echo $?
ip -s addr flush dev v0; echo $?
fill; ip -s -s addr flush dev v1; echo $?
fill; ip -s addr flush dev v0 primary; echo $?
fill; ip -s addr flush dev v0 secondary; echo $?
fill; ip -s -s addr flush to 10.0.0.0/16; echo $?
fill; ip -s -s addr flush label 'v1:*'; echo $?
fill; ip -s -o -s -4 addr flush dev v0; echo $?
fill; ip -s -s -c -4 addr flush dev v0; echo $?
fill; ip -d addr flush dev v0; echo $?
fill; ip -s -s -N addr flush scope global; echo $?
sysctl -qw net.ipv4.conf.all.promote_secondaries=1
fill; ip -s -4 addr flush dev v0; echo $?
ip -4 addr
ip -s addr flush dev nosuch; echo $?
