ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
bridge vlan help; echo $?
bridge vlan foo; echo $?
bridge vlan add; echo $?
bridge vlan add vid 10; echo $?
bridge vlan add dev v0; echo $?
bridge vlan add dev; echo $?
bridge vlan add dev v0 vid; echo $?
bridge vlan add help; echo $?
bridge vlan add help me vid 10 dev nosuch; echo $?
bridge vlan add vid 5000 dev nosuch; echo $?
bridge vlan add vid 5000 dev v0; echo $?
bridge vlan add vid 4096 dev v0; echo $?
bridge vlan add vid 65535 dev v0; echo $?
bridge vlan add vid 65534 dev v0; echo $?
bridge vlan add vid 40000 dev v0; echo $?
bridge vlan add vid -1 dev v0; echo $?
bridge vlan add vid x dev v0; echo $?
bridge vlan add vid 10x dev v0; echo $?
bridge vlan add vid 10-20 dev v0; echo $?
bridge vlan add vid 20-10 dev v0; echo $?
bridge vlan add vid 20-4096 dev v0; echo $?
bridge vlan add vid 20- dev v0; echo $?
bridge vlan add vid 20--1 dev v0; echo $?
bridge vlan add vid 1-5 vid 7 dev v0; echo $?
bridge vlan add vid 10-20 pvid dev v0; echo $?
bridge vlan add vid 10 pvid untagged dev v0; echo $?
bridge vlan add vid 10 dev v0 self; echo $?
bridge vlan add vid 10 dev v0 master; echo $?
bridge vlan add vid 10 dev v0 self master; echo $?
bridge vlan add vid 10 dev v1; echo $?
bridge vlan add vid 10 dev br0; echo $?
bridge vlan add vid 10 dev br0 self; echo $?
bridge vlan add vid 10 dev lo self; echo $?
bridge vlan del vid 10 dev v1; echo $?
bridge vlan del vid 10 dev lo self; echo $?
bridge vlan add vid 10 dev v0 tunnel_info id 100; echo $?
bridge vlan add vid 10-20 dev v0 tunnel_info id 100-110; echo $?
bridge vlan add vid 10 dev v0 tunnel_info id 100-x; echo $?
bridge vlan add vid 10 dev v0 tunnel_info id 16777216; echo $?
bridge vlan add vid 10 dev v0 tunnel_info; echo $?
bridge vlan add vid 10 dev v0 tunnel_info x; echo $?
bridge vlan show dev nosuch; echo $?
bridge vlan show dev v0 dev v0; echo $?
bridge vlan show vid 1 vid 2; echo $?
bridge vlan show vid; echo $?
bridge vlan show dev ''; echo $?
