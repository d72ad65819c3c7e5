sysctl nosuch; echo $?
sysctl -e nosuch; echo $?
sysctl -w nosuch=1; echo $?
sysctl -w net.ipv4.ip_forward; echo $?
sysctl -w net.ipv4.ip_forward=abc; echo $?
sysctl -w net.ipv4.ip_forward 1; echo $?
sysctl net.ipv4.ip_forward =1; echo $?
sysctl net.ipv4.conf.nosuch.forwarding; echo $?
sysctl -w kernel.ostype=x; echo $?
sysctl net.ipv4.*.forwarding; echo $?
sysctl; echo $?
sysctl -p /nosuch; echo $?
