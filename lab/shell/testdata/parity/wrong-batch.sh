printf 'link add v0 type veth peer name v1\nlink set none up\nlink del v0\n' | ip -batch -
echo $?
ip link show v0 > /dev/null
echo $?
printf 'link set none up\nlink del v0\n' | ip -force -batch -
echo $?
ip link show v0
echo $?
ip -batch none
echo $?
ip -batch
echo $?
