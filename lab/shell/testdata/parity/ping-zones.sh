ip link set lo up
ip link add v0 type veth peer name v1
ip link set v0 addrgenmode none
ip link set v0 up
ping -c 1 -W 0.2 fe80::1 || echo "status $?"
ping -c 1 -W 0.2 fe80::1%lo || echo "status $?"
ping -c 1 -W 0.2 ff02::1 || echo "status $?"
ping -c 1 -W 0.2 ff02::1%lo || echo "status $?"
ping -c 1 -W 0.2 ff01::1%lo || echo "status $?"
ping -c 1 -W 0.2 ff05::1%lo || echo "status $?"
ping -c 1 -W 0.2 -I lo ff02::1%lo || echo "status $?"
ping -c 1 -W 0.2 ::1%lo || echo "status $?"
ping -c 1 -W 0.2 fe80::1%99 || echo "status $?"
ping -c 1 -W 0.2 fe80::1%nix || echo "status $?"
ping -c 1 -W 0.2 2001:db8::1%lo || echo "status $?"
ping -c 1 -W 0.2 127.0.0.1%lo || echo "status $?"
ping -c 1 -W 0.2 ::ffff:127.0.0.1 || echo "status $?"
ping -c 1 -W 0.2 ::ffff:127.0.0.1%lo || echo "status $?"
ip addr add fe80::2/64 dev lo nodad
# The kernel enters the route to an address of IPv6 a moment later.
until [ "$(ip -6 route show table local fe80::2)" ]; do :; done
ping -c 1 fe80::2
ping -c 1 fe80::2%lo
ping -c 1 fe80::2%1
ping -c 1 -I lo fe80::2%1
ping -c 1 -W 0.2 fe80::1%lo || echo "status $?"
nft add table ip6 t
nft add chain ip6 t o '{ type filter hook output priority 0; policy drop; }'
ping -c 1 -W 0.2 ::1 || echo "status $?"
nft flush ruleset
nft add table ip t
nft add chain ip t o '{ type filter hook output priority 0; policy drop; }'
ping -c 1 -W 0.2 127.0.0.1 || echo "status $?"
ping -f -c 2 -W 0.2 127.0.0.1 || echo "status $?"
