ip rule add table 10 pref 5
ip rule add table 11 pref 5
ip rule add table 12
ip rule add table 13
ip rule add table 14 pref 0
ip rule
ip rule del pref 5
ip rule
ip rule del table 13
ip rule del
ip rule del pref 32766
ip rule del pref 32766
ip rule
ip rule add table main pref 32766
ip rule
