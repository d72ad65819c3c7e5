ip link set lo up
for seconds in 99999999999 2147483 2147484 nan inf infinity 1e3 1e999 1e-310 0x1 0x1p-3 ' 1' '' x 1x 1_0 1. .5 +1 -0 0 0.0019; do
	ping -c 1 -i "$seconds" 127.0.0.1 || echo "status $?"
done
for seconds in 99999999999 2147483 2147484 -1 -0.5 nan 999999 1000000 1e999 0x1 '' x 1_0 0.001; do
	ping -c 1 -W "$seconds" 127.0.0.1 || echo "status $?"
done
ping -q -i -1 -c 30 127.0.0.1
ping -q -i -0.5 -c 30 127.0.0.1
ping -q -f -i 0.1 -c 3 127.0.0.1
ping -q -i 0.1 -f -c 3 127.0.0.1
ping -i 1x -c 0 127.0.0.1 || echo "status $?"
