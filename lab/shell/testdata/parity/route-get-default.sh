ip link set lo up
ip route get default
ip -4 route get default
ip -6 route get default; echo $?
ip route get 0/0
ip route get 10/8 0/8 default
ip route get ::/8 default; echo $?
ip route get default from 127.0.0.1
