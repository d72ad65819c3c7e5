ip netns add red
ip netns add blue
ip netns list-id; echo $?
ip netns set red 5
ip netns set blue 7
ip netns exec red ip netns set blue 3
ip netns list-id; echo $?
ip netns list-id nsid 5; echo $?
ip -j netns list-id nsid 7; echo $?
ip netns list-id target-nsid 5; echo $?
ip -j netns list-id target-nsid 5; echo $?
ip -j -p netns list-id target-nsid 5; echo $?
ip netns list-id target-nsid 5 nsid 3; echo $?
ip netns list-id nsid 3 target-nsid 5; echo $?
ip netns list-id target-nsid 7; echo $?
ip -n red netns list-id; echo $?
ip -n red netns list-id nsid 3; echo $?
ip netns list-id nsid 0x5; echo $?
