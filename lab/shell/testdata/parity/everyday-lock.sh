lock=/run/here/lab.lock
( flock -n 9 || { echo busy; exit 1; }
  echo "have the lock"
) 9>$lock
exec 8>$lock; flock -n 8 && echo again
( flock -n 7 && echo twice || echo "still held" ) 7>$lock
exec 8>&-
{ echo one; echo two >&2; } > /run/here/o 2> /run/here/e; paste -d, /run/here/o /run/here/e
{ echo x; echo y >&2; } &> /run/here/both; wc -l < /run/here/both
ls /nonexist 2>/dev/null || echo "status $?"
echo hidden > /dev/null; echo 'to stderr' >&2 2>/dev/null
