ip netns list-id
ip netns add red
ip netns add blue
ip netns set red 4
ip netns set blue auto
ip netns list-id
ip netns list-id | sort
ip -j netns list-id
ip -j -p netns list-id
ip -n red netns list-id
ip -n red netns set blue 9
ip -n red netns list-id
ip link add veth0 type veth peer name veth1 netns blue
ip -n blue netns list-id
ip netns list-id nsid 4
ip netns list-id wrong; echo $?
