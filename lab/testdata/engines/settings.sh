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
