unset OLDPWD; cd -
echo $?
cd -P /tmp; pwd
cd - > /dev/null
cd -L /; pwd; cd -- /tmp; pwd


let "n=1/0"
let 'n=1/0'
n=4
let "n = $n / 2" 'n += 5'; echo $n
unset HOME
cd
echo $?
