# What a container may set of the kernel, and what it does not see.
docker run --rm base sysctl -w net.ipv4.ip_forward=0
docker run --rm base sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6'
docker run --rm base sh -c 'echo x > /sys/class/net/lo/mtu'
docker run --rm base sh -c 'echo x > /proc/irq/default_smp_affinity'
docker run --rm base sh -c 'cat /proc/keys /proc/timer_list; ls /sys/firmware /proc/acpi'
docker run --rm --cap-add NET_ADMIN base sysctl -w net.ipv4.conf.lo.forwarding=0
docker run --rm --net host base sysctl -w net.ipv4.ip_forward=0
docker run -d --name kept base sleep infinity
docker exec kept sysctl -w net.ipv4.ip_forward=0
docker network create more
docker network connect more kept
docker exec kept sysctl net.ipv6.conf.eth1.disable_ipv6
docker run --rm --sysctl net.ipv4.ip_forward=0 base sysctl net.ipv4.ip_forward
docker run --rm --sysctl net.ipv4.conf.eth0.forwarding=0 base sysctl net.ipv4.conf.eth0.forwarding
docker run --rm --sysctl net.ipv4.nosuch=1 base true
docker run --rm --net host --sysctl net.ipv4.ip_forward=0 base true
docker run --rm --net none --sysctl net.ipv6.conf.all.disable_ipv6=0 base sysctl net.ipv6.conf.all.disable_ipv6
docker run --rm --read-only base touch /root/x /tmp/x /etc/x /dev/shm/x /etc/hosts
docker run -d --name asked --stop-signal INT base sleep infinity
docker stop asked
docker inspect -f '{{.State.ExitCode}} {{.Config.StopSignal}}' asked
docker create --stop-signal FOO base
docker run --rm --stop-timeout 1 base true
