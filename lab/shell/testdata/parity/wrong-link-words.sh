ip; echo $?
ip help; echo $?
ip bogus; echo $?
ip link bogus; echo $?
ip '' ; echo $?
ip -z link; echo $?
ip --bogus link; echo $?
ip -f bogus link; echo $?
ip -f; echo $?
ip -family help; echo $?
ip -help; echo $?
ip - link; echo $?
ip -- link show lo
ip --oneline link show lo
ip -4; echo $?
