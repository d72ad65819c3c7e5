touch /run/netns/plain
ip netns list; echo $?
ip -n plain link; echo $?
ip netns exec plain true; echo $?
ip netns del plain; echo $?
ip netns list; echo $?
