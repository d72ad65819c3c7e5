ip link set lo up
ip link add v0 type veth peer name v1
ip link set v0 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.0.2/24 dev v0 label v0:two
ip addr add 10.1.0.1 peer 10.1.0.2 dev v1
ip -br addr
ip -br addr show up
ip -br -4 addr show scope host
ip -br addr show to 10.0.0.2
ip -br addr show secondary
ip -br addr show label 'v0:*'
ip -o -br addr show dev v1
ip -o addr show to 10.1.0.0/16
ip -br addr show type veth
ip -br -j -p addr show to 10.1.0.0/16
