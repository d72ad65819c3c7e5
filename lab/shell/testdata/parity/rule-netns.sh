ip netns add t1
ip -n t1 rule add from 10.0.0.0/8 table 9
ip -n t1 rule
ip rule
ip netns exec t1 ip rule del table 9
ip netns exec t1 ip rule
