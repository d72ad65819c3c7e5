# by standard input
# what runs in the background does not read what the shell reads
cat & wait
readlink /proc/self/fd/0 & wait
echo given > /run/given
cat < /run/given & wait
echo piped | cat & wait
echo end
