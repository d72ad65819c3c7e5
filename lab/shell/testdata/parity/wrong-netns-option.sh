ip -n nope link set lo up; echo $?
ip -n nope link bogus; echo $?
ip -n nope bogus; echo $?
ip -n nope -z link; echo $?
ip -netns; echo $?
ip -netns nope netns add x; echo $?
ip netns add test0
ip -n test0 link bogus; echo $?
ip -n test0 bogus; echo $?
ip -n test0 link set nope up; echo $?
