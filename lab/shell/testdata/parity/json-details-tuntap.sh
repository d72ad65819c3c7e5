ip tuntap add dev tap0 mode tap user 0
ip tuntap add dev tap1 mode tap multi_queue
ip tuntap add dev tun0 mode tun group 0 pi
ip tuntap add dev tun1 mode tun user 4711 vnet_hdr
for l in tap0 tap1 tun0 tun1; do ip -d -j link show dev $l; done
ip -d -j -p link show dev tap0
