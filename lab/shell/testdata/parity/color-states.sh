ip netns add t1
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 netns t1
ip -c -br link
ip link set v0 up
ip -c -br link show v0
ip -n t1 link set v1 address 02:00:00:00:00:02 up
ip -c link show v0
ip -n t1 -c -br link show v1
ip -c -o link show v0
ip -c link show up
ip -c -d link show v0
ip -c -s link show lo
ip -col link show lo
ip -colo=always link show lo
