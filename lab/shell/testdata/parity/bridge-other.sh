bridge -V
bridge -j link
bridge mdb show
bridge vlan show
bridge -j -p fdb show
bridge -d link
echo $?
