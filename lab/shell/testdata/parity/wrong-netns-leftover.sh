ip netns add test0
umount /run/netns/test0
ip netns list
ip -n test0 link; echo $?
ip netns exec test0 true; echo $?
ip netns pids test0; echo $?
ip netns del test0; echo $?
ln -s /nowhere /run/netns/dangling
ip netns list
ip -n dangling link; echo $?
ip netns exec dangling true; echo $?
ip netns del dangling; echo $?
mkdir /run/netns/folder
ip netns list
ip -n folder link; echo $?
ip netns del folder; echo $?
