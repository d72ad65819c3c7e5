ping; echo $?
ping -c; echo $?
ping -c x 127.0.0.1; echo $?
ping -c 0 127.0.0.1; echo $?
ping -c 1x 127.0.0.1; echo $?
ping -s -1 127.0.0.1; echo $?
ping -t 256 127.0.0.1; echo $?
ping -W -1 127.0.0.1; echo $?
ping -w 1.5 127.0.0.1; echo $?
ping -z; echo $?
ping -4 -6 ::1; echo $?
ping -c 1 -W x 127.0.0.1; echo $?
ping -c 1 -t 0 127.0.0.1; echo $?
ip link set lo up
ping 10.0.2.1/24; echo $?
ping 10.0.2.1:80; echo $?
ping http://127.0.0.1; echo $?
ping :::1; echo $?
ping -- -c; echo $?
ping fe80::1%nope; echo $?
ping -c 1 -s 65528 ::1; echo $?
ping -c 99999999999999999999 127.0.0.1; echo $?
ping -c ' 0' 127.0.0.1; echo $?
