ip link add v0 type veth peer name v1
ip link property; echo $?
ip link property foo; echo $?
ip link property ''; echo $?
ip link property delete dev v0 altname x; echo $?
ip link property add; echo $?
ip link property add v0 foo; echo $?
ip link property add dev; echo $?
ip link property add dev v0 altname; echo $?
ip link property add dev v0 altname a/b; echo $?
ip link property add dev v0 altname ''; echo $?
ip link property add dev 'a b' altname x; echo $?
ip link property add dev nope altname x; echo $?
ip link property add if77 altname x; echo $?
ip link property add dev v0 altname x
ip link property add dev v1 altname x; echo $?
ip link property add dev v1 altname v0; echo $?
ip link property add v1 altname "$(printf '%0128d' 1)"; echo $?
ip link property del dev v0 altname nope; echo $?
ip link property del dev v0 help; echo $?
ip -d link show
