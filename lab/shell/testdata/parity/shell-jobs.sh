# jobs by their numbers and names
sleep 30 & sleep 40 &
jobs
kill %1; wait %1; echo $?; wait %1; echo $?
jobs | cat
kill %%; wait %2 2>/dev/null; echo $?
ping -i 1 127.0.0.1 > /dev/null &
jobs; kill %ping; wait
for i in 1 2; do sleep 50 & done; kill %1 %2; wait
{ exit 3; } & wait %1; echo $?
kill %7; echo $?; wait %7; echo $?
x=$(sleep 0.1 & echo $!); [ -n "$x" ] && echo got
sleep 0.2 & wait $!; echo $?
echo end
