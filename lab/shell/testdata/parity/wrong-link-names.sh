ip link add a/b type bridge; echo $?
ip link add 'a b' type bridge; echo $?
ip link add '' type bridge; echo $?
ip link add name '' type bridge; echo $?
ip link add name a/b type bridge; echo $?
ip link add 1234567890123456 type bridge; echo $?
ip link add name 1234567890123456 type bridge; echo $?
ip link add a b type bridge; echo $?
ip link add dev aa name bb type bridge; echo $?
ip link add dev aa name aa type bridge; echo $?
ip link add . type bridge; echo $?
ip link add 'x%d' type bridge; echo $?
ip link set aa name lo; echo $?
ip link set aa name a/b; echo $?
ip link
