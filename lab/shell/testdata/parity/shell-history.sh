# A script has no history.
history; echo $?
history 5; echo $?
history | wc -l
