ip netns add n1
folder=$(mktemp -d)
cd $folder
mkdir sub
printf '#!/bin/bash\necho hi $0\n' >prog
chmod +x prog
echo '# ./prog'; ./prog; echo $?
echo '# ip netns exec n1 ./prog'; ip netns exec n1 ./prog; echo $?
cd sub
echo '# ip netns exec n1 ../prog'; ip netns exec n1 ../prog; echo $?
echo '# ip netns exec n1 ./none'; ip netns exec n1 ./none; echo $?
echo '# ip netns exec n1 /'; ip netns exec n1 /; echo $?
echo '# ip netns exec n1 ../sub'; ip netns exec n1 ../sub; echo $?
printf 'echo no line %s\n' '$0' >../plain
chmod +x ../plain
echo '# ../plain'; ../plain; echo $?
cd /
rm -r $folder
