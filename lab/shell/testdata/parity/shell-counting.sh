start=$SECONDS; sleep 1.1; d=$((SECONDS - start)); echo $d
SECONDS=10; echo $SECONDS ${SECONDS} "$SECONDS" $((SECONDS * 2)); (( SECONDS >= 10 )) && echo yes
(sleep 1.1; [ $SECONDS -ge 11 ] && echo later) & wait
[ "$HOSTNAME" = "$(hostname)" ] && echo host
env | grep -c '^HOSTNAME=\|^BASH'
echo ${BASH_VERSINFO[0]} $OSTYPE $HOSTTYPE ${EPOCHSECONDS%???????}
printf '%(%Y-%m-%d %H:%M:%S)T|%(%F)T|%(%s)T\n' 86400 0 5
printf -v t '%(%Y)T' -1; echo ${#t}
declare -i n=5; n=n+2; echo $n; n+=3; echo $n; declare -i m=2*3 k; k=m*2; echo $m $k
f() { local -i z=4+4; z+=1; echo $z; }; f
while ((SECONDS < 13)); do sleep 0.5; done; echo out
unset HOSTNAME; echo "[$HOSTNAME]"
echo > a; echo b >| a; cat a
echo ${BASH_VERSION%%.*} $0
