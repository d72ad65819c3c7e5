sysctl; echo $?
sysctl -z | head -3
sysctl -nz x | head -3
sysctl --foo | tail -1; sysctl --foo=3 | tail -1
sysctl --v=1 | tail -1
sysctl --d | tail -1
sysctl --all=3 | tail -1
sysctl --al=3 | tail -1
sysctl -r | tail -1
sysctl --pattern | tail -1
sysctl --pat | tail -1
sysctl -; echo $?
sysctl --; echo $?
sysctl -e; echo $?
sysctl -w; echo $?
sysctl -N -q a; echo $?
sysctl -Nq; echo $?
sysctl -r x; echo $?
