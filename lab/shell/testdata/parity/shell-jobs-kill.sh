cd /run/here; ip link set lo up
ping 127.0.0.1 >log & p=$!; sleep .3; kill -0 $p; echo $?; kill $p; wait $p; echo $?; grep -c stat log
{ ping 127.0.0.1 >log & p=$!; sleep .3; kill -9 $p; wait $p; } 2>/dev/null; echo $?
ping 127.0.0.1 >log & p=$!; sleep .3; kill -s INT $p; wait $p; echo $?; grep -c stat log
ip monitor >/dev/null & sleep .2; kill -INT $!; sleep .2; kill $!; wait $!; echo $?
ping 127.0.0.1 | grep -c none & sleep .2; pkill -INT -x ping; wait $!; echo $?
pkill nosuchx; echo $?
kill -s TERM 99999; echo $?
kill; echo $?
kill -9; echo $?
