ip link set lo up
for h in 127.0.0.1 10.9.0.9; do ping -c1 -W1 $h >/dev/null 2>&1 & pids+=($!); done; for p in ${pids[@]}; do wait $p; echo $?; done
for i in 1 2 3; do (exit $i) & q+=($!); done; for x in ${q[@]}; do wait $x; echo $?; done
for i in 1 2 3; do sleep 0.1 & echo $! | tr -d 0-9; done; wait
n=0; while :; do n=1; done & sleep .1; kill $!; wait $!; echo $?
(while true; do sleep 0.05; done) & P=$!; sleep 0.2; kill -0 $P; echo $?; kill $P; wait $P; echo $?
sleep 3 & kill -0 $!; echo $?; kill $!; wait $!; kill -0 $! 2>/dev/null; echo $?
false & wait $!; echo $?
wait 99999; echo $?
wait abc; echo $?
