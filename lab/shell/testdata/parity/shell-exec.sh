(exec nosuch a b); echo $?
(exec /tmp); echo $?
(exec ./nofile); echo $?
(exec /etc/passwd); echo $?
(exec -z foo); echo $?
(exec ""); echo $?
(exec nosuch > /dev/null); echo $?
(exec -- nosuch); echo $?
f() { :; }; (exec f); echo $?
(exec ip netns list); echo $?
(exec echo hi); echo $?
bash -c 'trap "echo bye \$?" EXIT; exec nosuch; echo never'; echo $?
command exec nosuch2; echo never $?
