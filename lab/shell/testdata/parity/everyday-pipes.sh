ip netns pids nosuch; echo $?
ping -c1 127.0.0.1 | tee /run/here/t | grep -q ttl=64; echo "${PIPESTATUS[@]}"
false | true | false; st=("${PIPESTATUS[@]}"); echo "${st[*]} ${#st[@]}"
check() { ping -c1 -W1 "$1" 2>&1 | grep -q "1 received"; return ${PIPESTATUS[1]}; }
check 127.0.0.1 && echo yes; check 10.254.254.254 || echo no
ip link | grep -c lo; [ ${PIPESTATUS[0]} -eq 0 ] && echo fine
