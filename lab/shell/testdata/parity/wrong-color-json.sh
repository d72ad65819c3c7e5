ip -c link show none
echo $?
ip -c=sometimes link
echo $?
ip -color -x link
echo $?
ip -c -j -p route show dev none
echo $?
ip -s -s -s link show none
echo $?
ip -j neigh show dev none
echo $?
ip -j rule show
ip -c addr add 10.0.0.1/24 dev none
echo $?
ip -j addr show dev lo dev lo
echo $?
ip -j link help 2>&1 | head -3
