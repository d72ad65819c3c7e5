ip monitor nosuch; echo $?
ip monitor link nosuch; echo $?
ip monitor dev; echo $?
ip monitor dev nosuch; echo $?
ip monitor link dev ""; echo $?
ip monitor help; echo $?
ip -j monitor wrong; echo $?
ip -n nowhere monitor; echo $?
ip monitor file; echo $?
ip monitor file /nosuch; echo $?
ip mon x; echo $?
