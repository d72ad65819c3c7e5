# What a flush shows and nobody here knows is shown by the machine's own ip.
ip link add d0 address 02:00:00:00:00:04 type bridge
ip link set d0 up
ip route add 10.8.0.0/24 encap ip id 5 dst 10.0.0.7 dev d0
ip route add 10.8.1.0/24 dev d0
ip -s -s route flush root 10.8.0.0/16; echo $?
ip route
ip route add 10.8.0.0/24 encap ip id 5 dst 10.0.0.7 dev d0
ip route flush root 10.8.0.0/16; echo $?
ip route
