cd /run/here
ip netns list > empty; test -s empty || echo nothing
ip link show lo > link; wc -l < link
ip link show nosuch 2> wrong; cat wrong
ip link show nosuch > both 2>&1; cat both
echo 1 > /proc/sys/net/ipv4/ip_forward
cat /proc/sys/net/ipv4/ip_forward
pwd; mkdir sub; cd sub; pwd; cd ..; cd -
ls /sys/class/net
