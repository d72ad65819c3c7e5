ip -N -rc; echo $?
ip -rc; echo $?
ip -rcvbuf; echo $?
ip -rc x link; echo $?
ip -rc 1000; echo $?
ip -rc 1000 -V; echo $?
