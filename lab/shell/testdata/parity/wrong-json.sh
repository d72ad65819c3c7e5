ip -j link show dev
echo $?
ip -j link foo
echo $?
ip -j addr add 10.0.0.1/24
echo $?
ip -j -p route get
echo $?
ip -js link
echo $?
ip -jsonx link
echo $?
ip -c=blue link
echo $?
ip -j -j -j link show lo
ip -j route show table nosuch
echo $?
ip -j link add v0 type veth peer name v0
echo $?
{ ip -j route show table 500; ip -j -p route show table 500; } 2>&1
