ip netns add test0
ip netns exec test0 bash -c 'ip link set lo up; ip -br link; echo $0 $#'
ip netns exec test0 bash -c 'echo "$0 $1 $2"; exit 9' name one two; echo $?
ip netns exec test0 sh -c 'ip -br addr && echo done'
ip netns exec test0 cat /proc/net/dev | wc -l
ip netns exec test0 ls /sys/class/net
ip link add v0 type veth peer name v1
ls /sys/class/net | sort
ip netns exec test0 ls /sys/class/net
echo "ip -br link" | ip netns exec test0 bash
