#!/bin/bash
set -e
declare -A ip=([h1]=10.0.0.1 [h2]=10.0.0.2 [h3]=10.0.0.3)
ip link add br0 address 02:00:00:00:00:01 type bridge; ip link set br0 up
for h in h1 h2 h3; do
  ip netns add $h
  ip link add v-$h type veth peer name eth0 netns $h
  ip link set v-$h master br0 up
  ip -n $h addr add ${ip[$h]}/24 dev eth0
  ip -n $h link set eth0 up; ip -n $h link set lo up
done
echo "hosts: ${#ip[@]}"
for h in "${!ip[@]}"; do echo "$h ${ip[$h]}"; done | sort
ip netns exec h1 ping -c1 -W1 ${ip[h3]} | grep -o '1 received'
