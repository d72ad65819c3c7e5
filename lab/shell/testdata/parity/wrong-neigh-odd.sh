sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add veth0 address 02:00:00:00:00:01 type veth peer name veth1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.veth1.disable_ipv6=1
ip link set veth0 up
ip link set veth1 up
for dev in veth0 veth1; do until ip link show $dev | grep -q 'state UP'; do :; done; done
echo '# ip n ls'; ip n ls; echo $?
echo '# ip neighbour'; ip neighbour; echo $?
echo '# ip neighbor show'; ip neighbor show; echo $?
echo '# ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0 nud perm'; ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:09 dev veth0 nud perm; echo $?
echo '# ip neigh add to 10.0.0.3 dev veth0 lladdr 2:0:0:0:0:a nud 4'; ip neigh add to 10.0.0.3 dev veth0 lladdr 2:0:0:0:0:a nud 4; echo $?
echo '# ip neigh add 10.0.0.4 lladdr null dev veth0 nud noarp'; ip neigh add 10.0.0.4 lladdr null dev veth0 nud noarp; echo $?
echo '# ip neigh add 10.0.0.5 dev veth0 lladdr 02:00:00:00:00:09 nud incomplete'; ip neigh add 10.0.0.5 dev veth0 lladdr 02:00:00:00:00:09 nud incomplete; echo $?
echo '# ip neigh add 10.0.0.6 dev veth0 nud incomplete'; ip neigh add 10.0.0.6 dev veth0 nud incomplete; echo $?
echo '# ip neigh add 10.0.0.7 dev veth0 nud failed'; ip neigh add 10.0.0.7 dev veth0 nud failed; echo $?
echo '# ip neigh add 10.0.0.8 dev veth0 nud none'; ip neigh add 10.0.0.8 dev veth0 nud none; echo $?
echo '# ip neigh add 10.0.0.9 dev veth0 nud probe lladdr 02:00:00:00:00:09'; ip neigh add 10.0.0.9 dev veth0 nud probe lladdr 02:00:00:00:00:09; echo $?
echo '# ip neigh add 10.0.0.10 dev veth0 lladdr 02.00.00.09'; ip neigh add 10.0.0.10 dev veth0 lladdr 02.00.00.09; echo $?
echo '# ip neigh add 10.0.0.11 dev veth0 lladdr 02:00:00:00:00:09:10'; ip neigh add 10.0.0.11 dev veth0 lladdr 02:00:00:00:00:09:10; echo $?
echo '# ip neigh add 10.0.0.12/24 dev veth0 lladdr 02:00:00:00:00:09'; ip neigh add 10.0.0.12/24 dev veth0 lladdr 02:00:00:00:00:09; echo $?
echo '# ip neigh add default dev veth0 lladdr 02:00:00:00:00:09'; ip neigh add default dev veth0 lladdr 02:00:00:00:00:09; echo $?
echo '# ip neigh add 127.0.0.1 dev lo lladdr 02:00:00:00:00:09'; ip neigh add 127.0.0.1 dev lo lladdr 02:00:00:00:00:09; echo $?
echo '# ip neigh add 10.0.0.13 lladdr 02:00:00:00:00:09 dev ""'; ip neigh add 10.0.0.13 lladdr 02:00:00:00:00:09 dev ''; echo $?
echo '# ip neigh show 10.0.0.2'; ip neigh show 10.0.0.2; echo $?
echo '# ip neigh show 10.0.0.2 dev veth0'; ip neigh show 10.0.0.2 dev veth0; echo $?
echo '# ip neigh show to 10.0.0.3 dev veth0'; ip neigh show to 10.0.0.3 dev veth0; echo $?
echo '# ip -4 neigh show nud permanent'; ip -4 neigh show nud permanent | sort; echo $?
echo '# ip -4 neigh show nud 0x80'; ip -4 neigh show nud 0x80 | sort; echo $?
echo '# ip neigh show nud 3'; ip neigh show nud 3 | sort; echo $?
echo '# ip neigh show nud none'; ip neigh show nud none | sort; echo $?
echo '# ip neigh show proto static'; ip neigh show proto static | sort; echo $?
echo '# ip neigh show proto all dev lo'; ip neigh show proto all dev lo | sort; echo $?
echo '# ip neigh show bogus'; ip neigh show bogus | sort; echo $?
echo '# ip neigh show default'; ip neigh show default | sort; echo $?
echo '# ip neigh get 10.0.0.2 dev veth0'; ip neigh get 10.0.0.2 dev veth0; echo $?
echo '# ip neigh get to 10.0.0.2 dev veth0'; ip neigh get to 10.0.0.2 dev veth0; echo $?
echo '# ip neigh get help'; ip neigh get help; echo $?
echo '# ip neigh change 10.0.0.2 dev veth0 nud stale'; ip neigh change 10.0.0.2 dev veth0 nud stale; echo $?
echo '# ip neigh replace 10.0.0.2 dev veth0 lladdr 02:00:00:00:00:0f nud stale router'; ip neigh replace 10.0.0.2 dev veth0 lladdr 02:00:00:00:00:0f nud stale router; echo $?
echo '# ip neigh get 10.0.0.2 dev veth0'; ip neigh get 10.0.0.2 dev veth0; echo $?
echo '# ip neigh del 10.0.0.2 lladdr 02:00:00:00:00:0f dev veth0'; ip neigh del 10.0.0.2 lladdr 02:00:00:00:00:0f dev veth0; echo $?
echo '# ip neigh delete 10.0.0.2 dev veth0'; ip neigh delete 10.0.0.2 dev veth0; echo $?
echo '# ip neigh flush to 10.0.0.3'; ip neigh flush to 10.0.0.3; echo $?
echo '# ip neigh flush nud noarp'; ip neigh flush nud noarp; echo $?
echo '# ip neigh flush nud all dev veth0'; ip neigh flush nud all dev veth0; echo $?
echo '# ip neigh flush proxy'; ip neigh flush proxy; echo $?
echo '# ip neigh add proxy 10.0.0.2 nud reachable dev veth0 router'; ip neigh add proxy 10.0.0.2 nud reachable dev veth0 router; echo $?
echo '# ip neigh show proxy'; ip neigh show proxy; echo $?
echo '# ip neigh del proxy 10.0.0.2'; ip neigh del proxy 10.0.0.2; echo $?
echo '# ip neigh del proxy 10.0.0.2 dev veth0'; ip neigh del proxy 10.0.0.2 dev veth0; echo $?
echo '# ip neigh add proxy help'; ip neigh add proxy help; echo $?
echo '# ip neigh add proxy 10.0.0.2 10.0.0.3'; ip neigh add proxy 10.0.0.2 10.0.0.3; echo $?
