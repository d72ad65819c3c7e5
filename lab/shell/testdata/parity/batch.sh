printf 'link add v0 type veth peer name v1\nlink set v0 up # a comment\n\n  link set \\\n v1 up\naddr add 10.0.0.1/24 dev v0\n' > lines
ip -batch lines; echo $?
ip -br link
printf 'link show v0\nlink show lo\n' | ip -br -batch -; echo $?
printf 'addr show v0\nroute show\nrule show\n' | ip -4 -batch -; echo $?
printf "addr show 'v0'\naddr show \"v1\"\n" | ip -j -4 -b -; echo $?
ip netns add red
printf 'link add d0 type veth peer name d1\nlink set d0 up\n' | ip -n red -batch -; echo $?
ip -n red -br link
printf 'netns add blue\nnetns exec blue echo hi\nnetns list\nnetns exec red ip -br link\n' | ip -b -; echo $?
printf 'link add br0 type bridge\nlink set v0 master br0\n' | ip -batch -
printf 'link show\n' | bridge -batch -; echo $?
printf 'fdb show br br0 dynamic\nlink set dev v0 cost 7\n' | bridge -b -; echo $?
bridge link show dev v0
ip -batch /dev/null; echo $?
ip -batch - < /dev/null; echo $?
