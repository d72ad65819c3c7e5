# One address stands for several: the way a service is balanced.
nft -f - <<'END'
define front = 10.96.0.1
table ip services {
	map nodes {
		type inet_service : ipv4_addr . inet_service
		elements = { 30080 : 10.244.1.2 . 8080 }
	}

	chain pre {
		type nat hook prerouting priority dstnat; policy accept;
		ip daddr $front tcp dport 80 dnat ip to numgen random mod 3 map { 0 : 10.244.1.2 . 8080, 1 : 10.244.2.2 . 8080, 2 : 10.244.3.2 . 8080 }
		dnat ip to tcp dport map @nodes
	}

	chain out {
		type nat hook output priority -100; policy accept;
		ip daddr $front tcp dport 80 dnat to numgen inc mod 2 map { 0 : 10.244.1.2, 1 : 10.244.2.2 }
	}

	chain post {
		type nat hook postrouting priority srcnat; policy accept;
		meta mark 0x4000 masquerade fully-random
		ct status dnat ip saddr 10.244.0.0/16 masquerade
	}
}
END
echo $?
nft add rule ip services pre numgen inc mod 2 vmap '{ 0 : accept, 1 : return }'
nft add rule ip services pre tcp dport 8080 dnat to ip saddr map '{ 1.1.1.1 : 10.0.0.2, 1.1.1.2 : 10.0.0.3 }' : 80
nft add rule ip services pre dnat to tcp dport map '{ 81 : 10.0.0.2-10.0.0.9 }'
nft -a list ruleset
nft -j list ruleset
