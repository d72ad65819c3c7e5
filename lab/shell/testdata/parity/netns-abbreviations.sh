ip netn a red
ip net add blue
ip netns l
ip netns d red
ip netns s
ip netns del blue
ip netns li
