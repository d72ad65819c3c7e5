ip tuntap
ip tuntap add t0 mode tap; echo $?
ip tuntap add mode tun; echo $?
ip tuntap add dev t1 mode tun user 1000 group 5 pi
ip tuntap add dev t2 m ta user nobody group nogroup vnet_hdr multi_queue one_queue; echo $?
ip tunt a mode tap na t3 o v
ip tap add dev t4 dev t5 mo tun mode tun user -5 group 99999999999; echo $?
ip tuntap add tap%d mode tap
ip tuntap show
ip -o tuntap list foo bar
ip -4 tap lst
ip -d link
ip -d -br link show type tun
ip tuntap del t0 mode tap; echo $?
ip tuntap del dev t1 mode tun
ip tuntap del t2 mode tap multi_queue; echo $?
ip tuntap del nope mode tun; echo $?
ip tuntap
