ip netns add inner
