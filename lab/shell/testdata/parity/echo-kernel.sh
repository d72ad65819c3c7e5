# What the kernel refuses is said, and what echo has several words for is one value.
echo abc > /proc/sys/net/ipv4/ip_forward; echo $?
printf x > /proc/sys/net/ipv4/ip_forward; echo $?
echo 1 > /proc/sys/net/ipv4/ip_forward; echo $?
cat /proc/sys/net/ipv4/ip_forward
printf '%d\n' 0 > /proc/sys/net/ipv4/ip_forward; echo $?
cat /proc/sys/net/ipv4/ip_forward
echo 10 20 > /proc/sys/net/ipv4/ping_group_range; echo $?
echo -e '4000\t5000' > /proc/sys/net/ipv4/ip_local_port_range; echo $?
cat /proc/sys/net/ipv4/ip_local_port_range
echo -n 7 > /dev/full; echo $?
