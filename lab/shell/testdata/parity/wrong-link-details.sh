ip -d link show nope; echo $?
ip -d link foo; echo $?
ip -d addr show nope; echo $?
ip -d addr show scope foo; echo $?
ip -d; echo $?
ip -d foo; echo $?
ip -de -x link; echo $?
ip -n nope -d link; echo $?
ip -d -n nope link show foo; echo $?
ip -d link show type; echo $?
ip -d link add type; echo $?
ip -d link show type bridge; echo $?
ip -d link show master nope; echo $?
ip -d route add; echo $?
ip -d addr show label; echo $?
