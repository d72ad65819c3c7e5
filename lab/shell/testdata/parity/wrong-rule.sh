ip rule del
echo $?
ip rule add from
echo $?
ip rule add from x
echo $?
ip rule add from 10.0.0.0/33
echo $?
ip rule add pref x
echo $?
ip rule add pref -1
echo $?
ip rule add fwmark x
echo $?
ip rule add fwmark 1/x
echo $?
ip rule add table x
echo $?
ip rule add table
echo $?
ip rule help
echo $?
ip rule foo
echo $?
