brctl show
brctl addbr zed
brctl addbr abe
brctl show
for i in 3 1 2; do
	ip link add p$i address 02:00:00:00:00:0$i type veth peer name q$i address 02:00:00:00:01:0$i
	brctl addif zed p$i
done
brctl addif abe q1 q2 q3
brctl show
brctl show zed abe
brctl show abe nope zed
echo $?
brctl stp zed on
brctl show zed -- abe
brctl showmacs abe
ip netns add n1
ip -n n1 link add inner type bridge
ip netns exec n1 brctl show
ip netns exec n1 brctl addbr second
ip netns exec n1 brctl show
brctl delif zed p1 p2
brctl show zed
brctl addbr averyveryverylongname
brctl delbr averyveryverylongname
brctl show
