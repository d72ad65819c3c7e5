ip netns add red
ip netns set red 5
ip netns list-id foo; echo $?
ip netns list-id nsid; echo $?
ip netns list-id target-nsid; echo $?
ip netns list-id nsid x; echo $?
ip netns list-id nsid -1 behind; echo $?
ip netns list-id target-nsid -3 nsid 3; echo $?
ip netns list-id target-nsid x; echo $?
ip netns list-id nsid 5 nsid 6; echo $?
ip netns list-id target-nsid 5 target-nsid 6; echo $?
ip netns list-id nsid 9; echo $?
ip netns list-id target-nsid 9; echo $?
ip -j netns list-id target-nsid 9; echo $?
ip netns list-id nsid 5 target-nsid 9; echo $?
ip -n nosuch netns list-id nsid 5; echo $?
