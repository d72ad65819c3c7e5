# empty words, as a variable that is not set leaves them: none is taken for nothing said
ip link add v0 type veth peer name v1; ip link add br0 type bridge; ip link set v0 master br0
run() { echo "# $*"; "$@" 2>/dev/null; echo $?; }
for words in "set v0 master" "set v0 netns" "set v0 vrf" "set v0 name" "set v0 alias" "show type" "show master" "show vrf" "add v2 type" "add v3 link"; do
  run ip link $words ""
done
run ip link add link "" name v4 type vlan id 5
run ip link add v5 link "" type macvlan
run ip addr add 10.0.0.1/24 dev v0 label ""
run ip addr show type ""
run ip addr show label ""
run ip -batch ""
run ip addr
