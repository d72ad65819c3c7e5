# by standard input
read line
ip netns add a
echo "line is: $line"
ip netns list
