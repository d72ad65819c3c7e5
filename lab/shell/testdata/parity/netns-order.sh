for n in c a d b e; do ip netns add $n; done
ip netns list
ip netns del d
ip netns list
ip netns add d
ip netns list
