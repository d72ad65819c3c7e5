ip link add br0 type bridge stp_state 1 forward_delay 400
ip link set br0 type bridge ageing_time 1000
ip link set dev br0 type bridge hello_time 300 max_age 1500 priority 100
ip link set br0 type bridge mcast_snooping 0
ip link set br0 up type bridge stp_state 0
