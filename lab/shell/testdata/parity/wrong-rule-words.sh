ip rule add iif averyverylongname table 1
echo $?
ip rule add oif a/b table 1
echo $?
ip rule add protocol x table 1
echo $?
ip rule add from 10.0.0.1 foo
echo $?
ip rule add type foo
echo $?
ip rule add from 2001:db8::1 to 10.0.0.1 table 1
echo $?
ip -4 rule add from 2001:db8::1 table 1
echo $?
ip -6 rule add from 10.0.0.1 table 1
echo $?
ip rule add not
echo $?
ip rule add help
echo $?
ip rule
ip -6 rule
