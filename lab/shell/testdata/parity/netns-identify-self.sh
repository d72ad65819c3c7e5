# a shell that stands in a namespace says so of itself
ip netns add x
ip netns exec x bash <<'X'
ip netns identify
ip netns identify $$
X
ip netns exec x bash -c 'ip netns identify; ip netns identify $$'
ip netns identify
ip netns exec x ip netns identify
