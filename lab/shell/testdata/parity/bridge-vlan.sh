ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge vlan; echo $?
bridge vlan show; echo $?
bridge vlan lst dev v0 vid 3; echo $?
bridge vlan list junk dev br0; echo $?
bridge -j vlan; echo $?
bridge -j -p vlan; echo $?
bridge -o -color vlan; echo $?
bridge -compressvlans vlan; echo $?
bridge -d vlan; echo $?
bridge -d -j vlan; echo $?
bridge -d -j -p vlan; echo $?
bridge -s vlan; echo $?
bridge -s -j vlan show; echo $?
bridge -s -d vlan show dev v0; echo $?
bridge vlan tunnelshow; echo $?
bridge -s vlan tunnelshow; echo $?
bridge -d vlan tunnelshow dev v0 vid 7; echo $?
bridge -j vlan t; echo $?
bridge vlan global; echo $?
bridge -s vlan global; echo $?
bridge -j vlan global show dev br0; echo $?
bridge vlan del vid 10 dev v0; echo $?
bridge vlan del vid 10-20 dev br0 self; echo $?
bridge vlan d vid 10 dev v0 master; echo $?
ip netns add n
bridge -n n vlan; echo $?
printf 'vlan show\nvlan del vid 1 dev v0\nvlan add vid 1 dev v0\nlink\n' | bridge -batch -; echo $?
printf 'vlan show\nvlan add vid 1 dev v0\nvlan del dev v0\nvlan set dev v0 vid 5-3\nvlan\n' | bridge -force -batch -; echo $?
