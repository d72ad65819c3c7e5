# How many rounds a flush has is told by -loops; addresses alone count them.
ip link add d0 address 02:00:00:00:00:04 type bridge
for loops in 0 1 2 -1 x "" 0x5; do
  ip addr add 10.0.0.1/24 dev d0
  ip addr add 10.0.0.2/24 dev d0
  ip -s -s -l "$loops" addr flush dev d0; echo $?
  ip -br addr show dev d0
  ip -l 1 addr flush dev d0; echo $?
done
ip addr add 10.0.0.1/24 dev d0
ip link set d0 up
ip route add 10.5.0.0/16 dev d0
ip -s -l 1 route flush 10.5.0.0/16; echo $?
printf 'addr flush dev d0\nlink show lo\n' | ip -loops 1 -batch -; echo "= $?"
for i in 1 2 3; do ip addr add 10.0.$i.1/24 dev d0; done
printf 'addr flush dev d0\nlink show lo\n' | ip -loops 1 -force -batch -; echo "= $?"
