ip link add v0 type veth peer name v1
ip tuntap add t0 mode tap
ip tuntap add t0 mode tap; echo $?
ip tuntap add v0 mode tap; echo $?
ip tuntap del t0 mode tun; echo $?
ip tuntap del v0 mode tun; echo $?
ip tuntap del t0 mode tap user 7; echo $?
ip tuntap del t0; echo $?
ip link add x type tun; echo $?
ip link add x type tun mode tap; echo $?
ip link set t0 type tun; echo $?
ip link help tun; echo $?
ip tuntap
mount -t tmpfs none /dev/net
ip tuntap add t1 mode tap; echo $?
ip tuntap del t0 mode tap; echo $?
ip tuntap
