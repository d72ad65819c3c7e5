# Times are what sscanf(3) reads with %lf, hexadecimal ones too.
for n in 0x10 0X1f 0x1p3 0x1.8 0x1. 0x.8 0x 0xg 0x1p 0x1pz 1e1 1e 1ex .5 5. . 1x 5x1 0x1x 00x 1_0 1,5 +0x5 5s '5 ' ' 5' '' ++5 5.5.5; do
	for verb in setfd sethello setmaxage setageing setbridgeprio; do
		ip link add br0 type bridge
		echo "$verb '$n'"
		brctl $verb br0 "$n"; echo $?
		ip -d -j link show br0 | grep -oE '"(forward_delay|hello_time|max_age|ageing_time|priority)":[0-9]+'
		ip link del br0
	done
done
