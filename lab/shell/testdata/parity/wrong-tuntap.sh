ip tuntap add; echo $?
ip tuntap add t0; echo $?
ip tuntap add t0 mode; echo $?
ip tuntap add t0 mode foo; echo $?
ip tuntap add t0 mode tun mode tap; echo $?
ip tuntap add t0 mode tun user nope; echo $?
ip tuntap add t0 mode tun group nope; echo $?
ip tuntap add t0 mode tun user ''; echo $?
ip tuntap add t0 user nope mode foo; echo $?
ip tuntap add t0 t1 mode tun; echo $?
ip tuntap add name t0 name t1 mode tun; echo $?
ip tuntap add averyveryverylongname mode tun; echo $?
ip tuntap add dev averyveryverylongname mode tun; echo $?
ip tuntap add 'a b' mode tun; echo $?
ip tuntap add '' mode tun; echo $?
ip tuntap add help; echo $?
ip tuntap help; echo $?
ip tuntap foo; echo $?
ip tuntap ''; echo $?
ip -n nope tuntap add foo; echo $?
