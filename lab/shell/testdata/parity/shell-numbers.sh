echo $((08))
echo "status $?"
echo $(( 09 )) $((0x1g))
echo "status $?"
x=$((1a)); echo not reached
echo "status $? [$x]"
echo $((010)) $((0x1F)) $((2#101)) $((0)) $((00)) $((0x)) $((16#ff)) $((1+07))
x=x+1; echo $((x)); echo not reached
