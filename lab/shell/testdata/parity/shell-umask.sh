# What files may be, by the shell and by programs.
umask; umask -S; umask -p
umask 077; umask; umask -S; umask -p; echo secret > key; touch program; mkdir folder; stat -c '%a %n' key program folder
(umask 22; echo x > open; touch also; umask; stat -c '%a %n' open also); umask
umask 000; echo x > all; touch every; stat -c '%a %n' all every; echo y | tee tee >/dev/null; stat -c %a tee
umask 8; echo $?; umask 1777; echo $?; umask 27; umask; f() { umask 002; }; f; umask
ip netns add a; umask 077; ip netns exec a sh -c 'umask; touch inside'; stat -c %a inside; echo here > more; stat -c %a more
exec 3> third; echo 3 >&3; stat -c %a third; cat < third
# In letters, which tell what is allowed.
umask 022; umask u=rwx,g=rx,o=; umask; umask -S; touch letters; stat -c %a letters; umask g+w; umask; umask a-x; umask; umask =; umask; umask o=r,u+rw; umask -S
umask -S u=rwx,go=rx; umask; umask u=rwz; echo $?; umask u*r; echo $?; umask z=r; echo $?; umask ,; echo $?; umask u=rw,; echo $?; umask go-rwx -p; umask; umask 9; echo $?; umask 0x1; echo $?; umask +; umask
