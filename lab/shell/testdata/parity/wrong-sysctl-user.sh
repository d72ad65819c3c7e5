sysctl kernel.cap_last_cap=1; echo $?
sysctl -w kernel.hostname; echo $?
sysctl fs.nosuch vm.nosuch=1 -e; echo $?
sysctl fs.nosuch vm.nosuch=1; echo $?
sysctl net.core.bpf_jit_harden net.core.rmem_max; echo $?
sysctl net.core.rmem_default=100000 net.core.somaxconn=200; echo $?
sysctl net.ipv4.tcp_congestion_control=nosuch; echo $?
sysctl net.ipv4.tcp_allowed_congestion_control=nosuch; echo $?
ip netns add a
ip netns exec a sysctl net.core.rmem_default; echo $?
ip netns exec a sysctl net.core.somaxconn=1000000 net.core.somaxconn=x; echo $?
ip netns exec a sysctl -a 2>&1 | grep -c core
