# what is not built in runs in the right place all the same
ip netns add t1
ip -batch - <<'END'
link add v0 type veth peer name v1 netns t1
addr add 10.0.0.1/24 dev v0
link set v0 up
END
ip -n t1 -batch - <<'END'
addr add 10.0.0.2/24 dev v1
link set v1 up
END
ip -br addr show v0 to 10.0.0.0/8
ip -n t1 -br addr show v1 to 10.0.0.0/8
ip netns exec t1 ip -N route
ip -N route
