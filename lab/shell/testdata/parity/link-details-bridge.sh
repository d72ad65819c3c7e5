ip link add br0 type bridge
ip -d link
ip -d link show br0
ip -details -o link show br0
ip -d -br link
ip link set br0 type bridge stp_state 1 forward_delay 400 hello_time 250 max_age 1000 ageing_time 0 priority 4096
ip link set br0 up
ip -d link show dev br0
ip -d link show type bridge
ip -d -4 addr show
ip addr add 192.0.2.1/24 dev br0
ip -d addr show br0
ip -d -4 addr show dev br0
ip -d -o addr show dev br0
ip link set br0 alias 'a bridge'
ip -d addr show br0
