sleep 0.6 & a=$!
(sleep 0.2; exit 3) & b=$!
wait -n; echo $?
wait -n; echo $?
wait -n; echo $?
sleep 0.1 & sleep 0.3 & wait -n $!; echo $?
wait
sleep 30 & sleep 30 &
jobs -p | wc -l
kill $(jobs -p); wait; echo done
disown; echo $?
fg; bg; echo $?
sleep 5 & disown; jobs; disown -a; wait; kill $!
ping -i 0.2 127.0.0.1 >/dev/null & nc -l 9000 & jobs; kill $(jobs -p); wait; jobs
x=5; wait -n; echo $?
