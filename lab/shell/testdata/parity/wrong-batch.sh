t() { printf "$1" > lines; shift; "$@" lines; echo $?; }
ip link add v0 type veth peer name v1
t 'link set nope up\nlink set v0 up\n' ip -batch
t 'link set nope up\nlink set v0 up\n' ip -force -batch
t 'frob x\nlink set v0 down\n' ip -batch
t 'frob x\nlink set v0 down\n' ip -force -batch
t 'link frob\nlink set v0 up\n' ip -force -batch
t 'addr add 1.1.1.300/24 dev v0\nlink set v0 up\n' ip -force -batch
t 'link set v0\nlink set nope up\nlink show lo\n' ip -force -batch
t 'link set v0 address xx\nlink show lo\n' ip -force -batch
t 'link set\nlink show lo\n' ip -force -batch
t 'link show lo \\\n' ip -batch
t 'link show "lo\nlink show lo\n' ip -batch
t ' -4 addr show lo\nlink show lo\n' ip -force -batch
t 'netns del nope\nlink show lo\n' ip -force -batch
t 'addr show nope\nlink show lo\n' ip -force -batch
t 'route add 9.9.9.9 dev nope\nroute add 9.9.9.9 via 1.1.1.1\nlink show lo\n' ip -force -batch
t 'neigh add 9.9.9.9 dev nope\nlink del nope\nlink show nope\nlink show lo\n' ip -force -batch
t 'link set v0 netns nope\nlink show lo\n' ip -force -batch
t 'addr del 10.0.0.77/24 dev v0\nlink show lo\n' ip -force -batch
t 'tuntap add dev x\nlink show lo\n' ip -force -batch
t 'netns add\nlink show lo\n' ip -force -batch
t 'netns add v/x\nlink show lo\n' ip -force -batch
t 'netns pids nope\nlink show lo\n' ip -force -batch
t 'help\nlink show lo\n' ip -force -batch
t 'link help\nlink show lo\n' ip -force -batch
t 'link add v0 type veth peer name v1\nlink show lo\n' ip -force -batch
t 'link frob\nlink show\n' bridge -force -batch
t 'frob\nlink show\n' bridge -force -batch
t 'link set dev nope cost 3\nlink show\n' bridge -force -batch
ip -batch nowhere; echo $?
ip -n nope -batch lines; echo $?
ip -batch; echo $?
bridge -batch; echo $?
bridge -batch nowhere; echo $?
