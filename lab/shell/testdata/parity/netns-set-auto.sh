ip netns add one
ip netns add two
ip netns set two auto; echo $?
ip netns set one 5
ip netns
ip -n two netns set one 9
ip -n two netns
