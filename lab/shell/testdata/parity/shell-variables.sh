name=test0 ends="veth0 veth1"
ip netns add $name; ip netns list
for i in 1 2 3; do ip netns add n$i || exit 1; done
ip link add ${ends% *} type veth peer name ${ends#* }
ip link set ${ends#* } netns "$name"
count=$(ip netns list | wc -l)
echo "$count namespaces, $0"
mac=$(ip -o link show veth0 | sed 's/.*ether \([^ ]*\).*/\1/')
test ${#mac} = 17 && echo a mac
unset name; echo "[$name] [${name:-none}] $#"
add() { ip addr add "$1" dev "$2"; echo "status $?"; }
add 192.0.2.1/24 veth0
add 192.0.2.1/24 veth0
