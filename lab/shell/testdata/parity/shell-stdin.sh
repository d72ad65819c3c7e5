# by standard input
ip netns add a
cat
this line is read by cat
and this, to the end
