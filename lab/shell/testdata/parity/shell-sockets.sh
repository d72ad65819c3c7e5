nc -l 127.0.0.1 8080 >/run/here/got & sleep 0.3
exec 3<>/dev/tcp/127.0.0.1/8080
echo hello >&3
exec 3>&-
wait; cat /run/here/got
(echo >/dev/tcp/127.0.0.1/9) 2>/dev/null && echo open || echo closed
(exec 3<>/dev/tcp/127.0.0.1/9) && echo open || echo closed
echo hi >/dev/tcp/127.0.0.1/9; echo $?
if exec 5<>/dev/tcp/127.0.0.1/9; then echo y; fi
echo not
exec 200>/run/here/lock; flock -n 200 && echo locked
( flock -n 201 || echo no; ) 201>/run/here/lock
exec {fd}>/run/here/z; echo hi >&$fd; exec {fd}>&-; cat /run/here/z
exec 7>/run/here/q; sh -c 'echo in >&7'; exec 7>&-; cat /run/here/q
echo x >&9; echo $?
exec 2>/run/here/err; ls /nonexist; exec 2>&1; cat /run/here/err
exec >/run/here/log 2>&1; echo logged; ls /nonexist; nosuch
