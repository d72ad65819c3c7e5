# a batch: which errors end it, even with -force; where its lines come from, and how many words they may have
both() { printf "$@" | ip -force -batch -; echo $?; ip -br addr show lo; ip netns | wc -l; ip rule | wc -l; ip link set lo up; }
both 'addr add 10.0.0.1/24 dev nope\naddr add 10.0.0.1/24 dev lo\n'
both 'addr add x dev lo\naddr add 10.0.0.1/24 dev lo\n'
both 'addr add\naddr add 10.0.0.1/24 dev lo\n'
both 'addr foo\naddr add 10.0.0.1/24 dev lo\n'
both 'foo\naddr add 10.0.0.1/24 dev lo\n'
both 'neigh add 10.0.0.1 lladdr x dev lo\naddr add 10.0.0.1/24 dev lo\n'
both 'neigh add 10.0.0.1 dev nope lladdr 2:0:0:0:0:1\naddr add 10.0.0.1/24 dev lo\n'
both 'neigh show dev nope\naddr add 10.0.0.1/24 dev lo\n'
both 'neigh del 10.0.0.9 dev lo\naddr add 10.0.0.1/24 dev lo\n'
both 'route add 10.0.0.0/8 via x\naddr add 10.0.0.1/24 dev lo\n'
both 'route add 10.0.0.0/8 dev nope\naddr add 10.0.0.1/24 dev lo\n'
both 'route add 10.0.0.0/8 via 192.0.2.9\naddr add 10.0.0.1/24 dev lo\n'
both 'route foo\naddr add 10.0.0.1/24 dev lo\n'
both 'route show table nope\naddr add 10.0.0.1/24 dev lo\n'
both 'route get 192.0.2.1\naddr add 10.0.0.1/24 dev lo\n'
both 'route help\naddr add 10.0.0.1/24 dev lo\n'
both 'link help\naddr add 10.0.0.1/24 dev lo\n'
both 'help\naddr add 10.0.0.1/24 dev lo\n'
both 'netns add n1\nnetns add n1\nnetns add n2\n'
both 'netns del nope\nnetns add n2\n'
both 'netns add a/b\nnetns add n2\n'
both 'netns foo\nnetns add n2\n'
both 'netns add n1\nnetns exec n1 ip link\nnetns add n2\n'
both 'netns exec\nnetns add n2\n'
both 'rule add from x\nrule add from 10.0.0.0/8 table 5\n'
both 'rule add\nrule add from 10.0.0.0/8 table 5\n'
both 'rule del pref 99\nrule add from 10.0.0.0/8 table 5\n'
both 'rule foo\nrule add from 10.0.0.0/8 table 5\n'
both 'link set lo mtu x\nlink set lo down\n'
both 'link set lo\nlink set lo down\n'
both 'link set\nlink set lo down\n'
both 'link add v0 type nope\nlink set lo down\n'
both 'link add v0 type vlan id x\nlink set lo down\n'
both 'link add v0 type vlan\nlink set lo down\n'
both 'link add type\nlink set lo down\n'
both 'link del nope\nlink set lo down\n'
both 'link del lo\nlink set lo down\n'
both 'link show nope\nlink set lo down\n'
both 'link show up foo\nlink set lo down\n'
both 'addr show dev nope\nlink set lo down\n'
both 'addr show to x\nlink set lo down\n'
both 'addr flush dev nope\nlink set lo down\n'
both 'addr flush\nlink set lo down\n'
both 'addr del 10.9.9.9/32 dev lo\nlink set lo down\n'
both 'tuntap add t0\nlink set lo down\n'
both 'tuntap add t0 mode x\nlink set lo down\n'
both 'tuntap add mode tun\nlink set lo down\n'
both 'monitor foo\nlink set lo down\n'
both '-j link\nlink set lo down\n'
printf 'addr add 10.0.0.1/24\nlink add v0\nlink add\nlink del\nlink show lo\n' | ip -force -batch -; echo $?
printf 'netns add n9\nnetns exec n9 false\nnetns add n8\n' | ip -batch -; echo $?; ip netns | wc -l
ip -batch /; echo $?
echo 'link show lo' | ip -batch /dev/stdin; echo $?
(printf 'link'; for i in $(seq 510); do printf ' x'; done; echo) | ip -batch -; echo $?
(printf 'link'; for i in $(seq 511); do printf ' x'; done; echo) | ip -batch -; echo $?
ip link > /dev/full; echo $?
ip netns exec n1 /; echo $?
ip link add é0 address 02:00:00:00:00:01 type veth peer name ü1 address 02:00:00:00:00:02; ip -br link; ip -br addr; ip -br neigh
ip link add br0 type bridge; ip link set é0 master br0; bridge vlan
